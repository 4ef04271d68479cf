//! What a liquidation would do: the program's own plan at the market's last print.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use anyhow::{anyhow, bail, ensure, Context, Result};
use ballast_client::{
    ballast::{errors::BallastError, state::MarginAccount},
    instructions as ix,
    reports::{self, LiquidationReport},
    views::{health, heaviest_short, liquidation, Liquidation},
    SeriesKeys,
};
use option_risk::liquidation::Means;
use serde::Serialize;

use super::Args;
use crate::rpc::{refused, words, Desk};

/// A planned liquidation. Amounts are atoms: of contracts, of the collateral.
#[derive(Serialize)]
pub struct Plan {
    pub owner: String,
    pub series: String,
    #[serde(flatten)]
    pub plan: LiquidationReport,
    /// The signer's account after a takeover; none for a burn, or without a signer.
    pub liquidator: Option<Liquidator>,
    pub price_age_seconds: i64,
    #[serde(skip)]
    keys: SeriesKeys,
    #[serde(skip)]
    most: u64,
}

/// The liquidator's account after it.
#[derive(Serialize)]
pub struct Liquidator {
    pub collateral: u64,
    pub initial: u64,
}

/// Plans what the arguments ask for; `me` is the signer, if known.
pub fn plan(
    args: &Args,
    desk: &Desk,
    account: &MarginAccount,
    me: Option<&Pubkey>,
) -> Result<Plan> {
    let keys = match &args.series {
        Some(name) => desk.series_keys(name)?,
        None => heaviest(desk, account)?,
    };
    ensure!(keys.kind == args.kind, "{}", words(BallastError::WrongKind));
    let means = match args.burn {
        true => Means::Burn,
        false => Means::Takeover,
    };
    let most = most(args, desk, &keys, me)?;
    let (market, now) = (&desk.market, desk.now);
    let found = liquidation(market, account, &keys.series, means, most, now);
    let found = found.map_err(refused)?;
    let liquidator = match me {
        Some(me) if means == Means::Takeover => Some(liquidator(desk, &found, me, &keys)?),
        _ => None,
    };
    Ok(Plan {
        owner: args.owner.to_string(),
        series: desk.name_of(&keys),
        plan: reports::liquidation(&found, means),
        liquidator,
        price_age_seconds: now.saturating_sub(market.risk.publish_ts),
        keys,
        most,
    })
}

/// The short that requires most by itself.
fn heaviest(desk: &Desk, account: &MarginAccount) -> Result<SeriesKeys> {
    let short = heaviest_short(&desk.market, account, desk.now);
    let short = short.map_err(|error| anyhow!("{error}"))?;
    let short = short.with_context(|| words(BallastError::NothingToLiquidate))?;
    let (kind, strike, expiry_ts) = (account.kind()?, short.strike, short.expiry_ts);
    Ok(SeriesKeys::derive(&desk.keys, kind, strike, expiry_ts))
}

/// The most contracts asked for: no more than the signer can burn.
fn most(args: &Args, desk: &Desk, keys: &SeriesKeys, me: Option<&Pubkey>) -> Result<u64> {
    let asked = args.max_contracts.as_ref();
    let asked = asked.map(|text| desk.parse_contracts(text)).transpose()?;
    let asked = asked.unwrap_or(u64::MAX);
    let Some(me) = me.filter(|_| args.burn) else {
        return Ok(asked);
    };
    match desk.node.tokens(&keys.option_account(me))? {
        0 => bail!("{me} holds no {} to burn", desk.name_of(keys)),
        held => Ok(held.min(asked)),
    }
}

/// The signer's account after the takeover, or why it could not carry it.
fn liquidator(
    desk: &Desk,
    found: &Liquidation,
    me: &Pubkey,
    keys: &SeriesKeys,
) -> Result<Liquidator> {
    let own = desk.margin(me, keys.kind)?;
    let after = found.taken_by(&desk.market, &own, desk.now);
    let after = after.map_err(refused)?;
    let health = health(&desk.market, &after, desk.now).map_err(|error| anyhow!("{error}"))?;
    Ok(Liquidator {
        collateral: health.collateral,
        initial: health.initial.required,
    })
}

impl Plan {
    /// What carries the plan out, signed by `me`.
    pub fn instructions(&self, args: &Args, desk: &Desk, me: &Pubkey) -> Result<Vec<Instruction>> {
        let (market, keys, most) = (&desk.keys, &self.keys, self.most);
        if !args.burn {
            return Ok(vec![ix::liquidate(market, keys, me, &args.owner, most)]);
        }
        let least = args.min_payment.as_ref();
        let least = least.map(|text| desk.parse_collateral(text, keys.kind));
        let least = least.transpose()?.unwrap_or(0);
        let burn = ix::liquidate_with_options(market, keys, me, &args.owner, most, least);
        desk.with_collateral_account(me, keys.kind, 0, [burn])
    }

    /// The addresses of the series.
    pub fn keys(&self) -> &SeriesKeys {
        &self.keys
    }
}
