//! `ballast vault buy`: options from the running sale.

use anyhow::{anyhow, bail, Result};
use ballast_client::{
    ballast::{errors::BallastError, events::OptionBought, state::Stage},
    events, instructions as ix, reports,
};
use serde::Serialize;

use crate::{
    format::{grouped, utc},
    rpc::{refused, told, words, VaultArgs, VaultDesk},
};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    at: VaultArgs,
    /// How many, such as 12.5
    contracts: String,
    /// Pays no more than this for all of them, in whole tokens of the collateral
    #[arg(long, value_name = "AMOUNT", required_unless_present = "dry_run")]
    max_premium: Option<String>,
    /// Quotes and sends nothing
    #[arg(long)]
    dry_run: bool,
}

/// What a sale asked, and what was paid. Amounts are atoms: of contracts, of collateral.
#[derive(Serialize)]
struct Report {
    quote: Quote,
    /// None in a dry run.
    done: Option<Done>,
}

/// What the sale asks at the market's last print.
#[derive(Serialize)]
pub struct Quote {
    pub series: String,
    #[serde(flatten)]
    pub quote: reports::Quote,
}

#[derive(Serialize)]
struct Done {
    premium: u64,
    /// The part of it that went to the insurance fund.
    insurance_share: u64,
    signature: String,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let at = VaultDesk::open(&args.at)?;
    let contracts = at.desk.parse_contracts(&args.contracts)?;
    let most = args.max_premium.as_ref();
    let most = most.map(|text| at.desk.parse_collateral(text, at.keys.kind));
    let most = most.transpose()?;
    let quote = quote(&at, contracts)?;
    print!("{}", render(&at, &quote));
    let done = match most {
        Some(most) if !args.dry_run => Some(buy(&at, contracts, most)?),
        _ => {
            println!("dry run: nothing was sent");
            None
        }
    };
    args.at.target.write_json(&Report { quote, done })
}

/// What the running sale asks for `contracts`.
pub fn quote(at: &VaultDesk, contracts: u64) -> Result<Quote> {
    let (desk, vault) = (&at.desk, &at.vault);
    if vault.stage != Stage::Selling {
        let opens_ts = told(vault.sale_opens_ts(desk.now))?;
        let why = words(BallastError::WrongStage);
        match opens_ts > desk.now {
            true => bail!("{why} (the next sale opens at {} UTC)", utc(opens_ts)),
            false => bail!(why),
        }
    }
    let quote = reports::quote(&desk.market, vault, contracts, desk.now);
    let quote = quote.map_err(|why| match why {
        BallastError::SoldOut => {
            let left = vault.sale.contracts.saturating_sub(vault.sale.sold);
            anyhow!("{} ({} left)", words(why), desk.contracts(left))
        }
        why => refused(why),
    });
    Ok(Quote {
        series: desk.name_of(&at.series_keys()),
        quote: quote?,
    })
}

fn render(at: &VaultDesk, Quote { series, quote }: &Quote) -> String {
    let contracts = |atoms| at.desk.contracts(atoms);
    format!(
        "series       {series}, {} left\nasked        {}% volatility ({}% at the strike), {} a contract\n\
         premium      {} for {}\n",
        contracts(quote.offered),
        grouped(quote.vol * 1e2, 2),
        grouped(quote.strike_vol * 1e2, 2),
        at.collateral(quote.price),
        at.collateral(quote.premium),
        contracts(quote.contracts)
    )
}

fn buy(at: &VaultDesk, contracts: u64, most: u64) -> Result<Done> {
    let (desk, me, series) = (&at.desk, at.me(), at.series_keys());
    let buy = [
        desk.option_account(&me, &series),
        ix::buy_option(&desk.keys, &at.keys, &series, &me, contracts, most),
    ];
    let instructions = desk.with_collateral_account(&me, at.keys.kind, most, buy)?;
    let insurance = desk.keys.insurance(at.keys.kind);
    let insured = desk.node.tokens(&insurance)?;
    let sent = desk.send(&at.wallet, &instructions)?;
    let (premium, insurance_share) = match events::of::<OptionBought>(&sent.logs).first() {
        Some(event) => (event.premium, event.insurance_share),
        // By the difference it made, for a node that keeps no log.
        None => {
            let share = desk.node.tokens(&insurance)?.saturating_sub(insured);
            let after = desk.vault(at.keys.id)?.1.sale.premium;
            let earned = after.saturating_sub(at.vault.sale.premium);
            (earned.saturating_add(share), share)
        }
    };
    println!(
        "bought {} {} for {}\n  {}",
        desk.contracts(contracts),
        desk.name_of(&series),
        at.collateral(premium),
        sent.signature
    );
    Ok(Done {
        premium,
        insurance_share,
        signature: sent.signature,
    })
}
