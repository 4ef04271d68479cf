//! Opening, crossing and closing orders.

use anyhow::{ensure, Result};
use ballast_client::{ballast::events::HedgesCrossed, events, instructions as ix};
use option_risk::{
    hedge::{Order, Side},
    units::Kind,
};

use super::traded::Traded;
use crate::{
    format::utc,
    rpc::{told, Target, VaultArgs, VaultDesk},
    steps::Steps,
};

#[derive(clap::Args)]
pub struct Cross {
    #[command(flatten)]
    at: VaultArgs,
    /// The number of the other vault
    #[arg(long, value_name = "ID")]
    with: u16,
}

pub fn open<'a>(args: &'a VaultArgs, steps: &mut Steps) -> Result<&'a Target> {
    let mut at = VaultDesk::open(args)?;
    let open = ix::open_hedge(&at.desk.keys, &at.keys);
    let sent = at.desk.act(&at.wallet, &[open])?;
    at.refresh()?;
    let (order, params) = (&at.vault.hedge, &at.vault.params.hedge);
    let what = format!(
        "opened a hedge: vault {} {} {} from {} to {} UTC",
        at.keys.id,
        verb(told(order.side())?),
        at.desk.collateral(order.base_atoms, Kind::Call),
        utc(params.crossing_ends_ts(order.opened_ts)),
        utc(params.ends_ts(order.opened_ts))
    );
    steps.tell(what, &sent);
    Ok(&args.target)
}

/// What a vault does on a side.
pub fn verb(side: Side) -> &'static str {
    match side {
        Side::SellBase => "sells",
        Side::BuyBase => "buys",
    }
}

pub fn cross<'a>(args: &'a Cross, steps: &mut Steps) -> Result<&'a Target> {
    let at = VaultDesk::open(&args.at)?;
    let desk = &at.desk;
    ensure!(
        args.with != at.keys.id,
        "a vault does not trade with itself; name another"
    );
    let (other, vault) = desk.vault(args.with)?;
    // The program refuses a pair that does not fit; who sells is all there is to find out.
    let wanted = told(vault.hedge_wanted(&desk.market, desk.now));
    let sells = |order: &Order| order.side == Side::SellBase;
    let other_sells = wanted.ok().flatten().as_ref().is_some_and(sells);
    let (seller, buyer) = match other_sells {
        true => (&other, &at.keys),
        false => (&at.keys, &other),
    };
    let cross = ix::cross_hedges(&desk.keys, seller, buyer);
    let sent = desk.send(&at.wallet, &[cross])?;
    let traded = match events::of::<HedgesCrossed>(&sent.logs).first() {
        Some(event) => Traded {
            base: event.base_atoms,
            quote: event.quote_atoms,
        },
        None => Traded::between(&at.vault, &desk.vault(at.keys.id)?.1),
    };
    let what = format!(
        "crossed: vault {} sold vault {} {}",
        seller.id,
        buyer.id,
        traded.words(desk)
    );
    steps.tell(what, &sent);
    Ok(&args.at.target)
}

pub fn close<'a>(args: &'a VaultArgs, steps: &mut Steps) -> Result<&'a Target> {
    let mut at = VaultDesk::open(args)?;
    let before = (at.vault.hedge.base_atoms, at.vault.buyback.contracts);
    let close = ix::close_orders(&at.desk.keys, &at.keys);
    let sent = at.desk.send(&at.wallet, &[close])?;
    at.refresh()?;
    let mut closed = Vec::new();
    if at.vault.hedge.base_atoms == 0 && before.0 > 0 {
        let left = at.desk.collateral(before.0, Kind::Call);
        closed.push(format!("a hedge of which {left} were left"));
    }
    if at.vault.buyback.contracts == 0 && before.1 > 0 {
        let left = at.desk.contracts(before.1);
        closed.push(format!("a buy-back of which {left} contracts were left"));
    }
    steps.tell(format!("closed {}", closed.join(" and ")), &sent);
    Ok(&args.target)
}
