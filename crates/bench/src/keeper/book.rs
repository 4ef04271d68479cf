//! A market and accounts in it, as bytes.

use anchor_lang::{prelude::Pubkey, AccountSerialize};
use anyhow::{Context, Result};
use ballast::state::{MarginAccount, Market, Position};
use ballast_client::{rpc::CLOCK, views, SeriesKeys};
use ballast_harness::{setup::DOLLAR, Account, NativeChain, Setup, World};
use option_risk::units::Kind;

/// One contract.
const CONTRACT: u64 = 1_000_000_000;
/// Strikes of the calls an account is short of, and of those behind them.
const STRIKES: [u64; 8] = [210, 215, 220, 225, 230, 240, 250, 260];
/// Positions that are long.
const LONG: usize = 3;

/// What the node answers from.
pub struct Book {
    pub market: Pubkey,
    /// Market, oracle, mints, clock.
    pub fixed: Vec<(Pubkey, Account)>,
    pub margins: Vec<(Pubkey, Vec<u8>)>,
}

impl Book {
    /// A market at 200 with so many call writers, from badly to well covered.
    pub fn of(accounts: usize) -> Result<Self> {
        let mut world = World::create(Box::new(NativeChain::start()), &Setup::default())?;
        world.hold(3_600, 60, 200 * DOLLAR)?;
        let market = world.market();
        let now = world.now();
        let expiry_ts = option_risk::calendar::next_expiry(now, 5)?;
        let keys = world.keys;
        let series =
            STRIKES.map(|strike| SeriesKeys::derive(&keys, Kind::Call, strike * DOLLAR, expiry_ts));
        let mut margins = Vec::with_capacity(accounts);
        for index in 0..accounts {
            let owner = owner(index);
            let account = account(&market, keys.market, owner, &series, index, now)?;
            let mut data = Vec::new();
            account.try_serialize(&mut data)?;
            margins.push((keys.margin_account(&owner, Kind::Call), data));
        }
        let mut fixed = Vec::new();
        for address in [
            keys.market,
            keys.oracle,
            keys.base_mint,
            keys.quote_mint,
            CLOCK,
        ] {
            let account = world.chain.account(&address);
            fixed.push((address, account.with_context(|| format!("no {address}"))?));
        }
        Ok(Self {
            market: keys.market,
            fixed,
            margins,
        })
    }
}

/// An address of nobody's.
fn owner(index: usize) -> Pubkey {
    let mut bytes = [3; 32];
    bytes[..8].copy_from_slice(&(index as u64).to_le_bytes());
    Pubkey::new_from_array(bytes)
}

/// Short of most series and long of the furthest; collateral from nine tenths of maintenance to twice that.
fn account(
    market: &Market,
    address: Pubkey,
    owner: Pubkey,
    series: &[SeriesKeys],
    index: usize,
    now: i64,
) -> Result<MarginAccount> {
    let mut account = MarginAccount::new(address, owner, Kind::Call, 255);
    for (place, keys) in series.iter().enumerate() {
        let contracts = (1 + (index + place) as u64 % 9) * CONTRACT;
        let is_long = place >= series.len() - LONG;
        account.add(&Position {
            short: if is_long { 0 } else { contracts },
            long: if is_long { contracts } else { 0 },
            ..Position::of(keys.series, keys.strike, keys.expiry_ts)
        })?;
    }
    let required = views::health(market, &account, now)?.maintenance.required;
    // One in a hundred is under.
    let percent = match index % 100 {
        0 => 90,
        rest => 105 + rest as u64,
    };
    account.collateral = required / 100 * percent;
    Ok(account)
}
