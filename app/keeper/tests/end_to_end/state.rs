//! Where the market stands in the end, read by the client.

use anchor_lang::{prelude::Pubkey, AccountDeserialize, Discriminator};
use ballast_client::{
    ballast::state::{MarginAccount, Market, Series, Vault},
    option_risk::units::Kind,
    rpc::{offsets, Naming, Node},
    views::{self, Health},
    SeriesKeys, VaultKeys,
};

use crate::machine::NodeLine;

pub struct State {
    pub market: Box<Market>,
    pub now: i64,
    pub series: Vec<(Pubkey, Series)>,
    pub vaults: Vec<(Pubkey, Vault)>,
    /// Accounts that can be: those planted among them are left out.
    pub margins: Vec<(Pubkey, MarginAccount)>,
    /// Options that are worth something after their expiry and that the keepers still hold.
    pub keepers_options: u64,
}

impl State {
    pub fn read(line: &NodeLine, keepers: &[Pubkey]) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(Self::fetch(line, keepers))
    }

    async fn fetch(line: &NodeLine, keepers: &[Pubkey]) -> Self {
        let node = Node::at(&line.url());
        let (market, now) = node.market(&line.market).await.unwrap();
        let keys = node.market_keys(&line.market, &market).await.unwrap();
        let mut series = all::<Series>(&node, &line.market, offsets::SERIES_MARKET_AT).await;
        series.retain(|(address, it)| {
            let kind = it.kind().ok();
            let derived = kind.map(|kind| SeriesKeys::derive(&keys, kind, it.strike, it.expiry_ts));
            derived.is_some_and(|derived| derived.series == *address)
        });
        let mut vaults = all::<Vault>(&node, &line.market, offsets::VAULT_MARKET_AT).await;
        vaults.retain(|(address, _)| {
            // The address is the same for either kind.
            VaultKeys::derive(&keys, 0, Kind::Call).vault == *address
        });
        let mut margins =
            all::<MarginAccount>(&node, &line.market, offsets::MARGIN_MARKET_AT).await;
        margins.retain(|(address, account)| {
            let kind = account.kind().ok();
            kind.is_some_and(|kind| keys.margin_account(&account.owner, kind) == *address)
        });
        let mut keepers_options = 0;
        for (_, it) in series.iter().filter(|(_, it)| is_worth_something(it)) {
            let keys = SeriesKeys::derive(&keys, it.kind().unwrap(), it.strike, it.expiry_ts);
            for keeper in keepers {
                keepers_options += node.tokens(&keys.option_account(keeper)).await.unwrap();
            }
        }
        Self {
            market,
            now,
            series,
            vaults,
            margins,
            keepers_options,
        }
    }

    pub fn health(&self, account: &MarginAccount) -> Health {
        views::health(&self.market, account, self.now).unwrap()
    }
}

fn is_worth_something(series: &Series) -> bool {
    series.settled
        && match series.kind().unwrap() {
            Kind::Call => series.settlement_price > series.strike,
            Kind::Put => series.settlement_price < series.strike,
        }
}

async fn all<T: AccountDeserialize + Discriminator>(
    node: &Node,
    market: &Pubkey,
    offset: usize,
) -> Vec<(Pubkey, T)> {
    let naming = Naming {
        offset,
        key: market,
    };
    node.all(Some(naming)).await.unwrap()
}
