//! One market with its vault on an embedded chain.

mod actions;
mod clearing;
mod governance;
mod vaults;
mod views;

pub use vaults::{fee_recipient, FEE_RECIPIENT};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_client::{MarketKeys, SeriesKeys, VaultKeys};
use option_risk::units::Kind;
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{
    chain::{Account, Chain, Receipt, TxError},
    oracle::{OracleFeed, OraclePrint},
    setup::{keypair, GUARDIAN},
};

/// A wallet with token accounts for base and quote.
pub struct Actor {
    pub wallet: Keypair,
}

impl Actor {
    /// The wallet's address.
    pub fn key(&self) -> Pubkey {
        self.wallet.pubkey()
    }
}

/// A market, its vault, its series and everybody who has an account in it.
pub struct World {
    pub chain: Box<dyn Chain>,
    /// Pays every fee; authority of protocol and mints.
    pub admin: Keypair,
    /// The protocol's guardian.
    pub guardian: Keypair,
    pub feed: OracleFeed,
    pub keys: MarketKeys,
    /// The vault that methods without one act on.
    pub vault: VaultKeys,
    /// Every vault created through [`World::create_vault`].
    pub vaults: Vec<VaultKeys>,
    /// Every series created through [`World::create_series`].
    pub series: Vec<SeriesKeys>,
    /// Every margin account opened through [`World::open_margin`].
    pub margins: Vec<(Pubkey, Kind)>,
    published_ts: i64,
    next_key: u64,
}

impl World {
    pub(crate) fn new(
        chain: Box<dyn Chain>,
        admin: Keypair,
        feed: OracleFeed,
        keys: MarketKeys,
    ) -> Self {
        Self {
            chain,
            admin,
            guardian: keypair(GUARDIAN),
            feed,
            keys,
            vault: VaultKeys::derive(&keys, 0, Kind::Call),
            vaults: Vec::new(),
            series: Vec::new(),
            margins: Vec::new(),
            published_ts: 0,
            next_key: 1_000,
        }
    }

    /// Sends a transaction; the admin pays its fee.
    pub fn send(
        &mut self,
        instructions: &[Instruction],
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        self.chain.send(instructions, &self.admin, signers)
    }

    /// Unix time of the chain.
    pub fn now(&self) -> i64 {
        self.chain.now()
    }

    /// Moves the clock; the oracle stays as it is.
    pub fn advance(&mut self, secs: i64) {
        let now = self.now();
        self.chain.set_time(now + secs);
    }

    /// Publishes a price now.
    pub fn set_price(&mut self, price: u64) {
        let print = OraclePrint {
            prev_publish_ts: self.published_ts,
            ..self.feed.print(price, self.now())
        };
        self.publish(&print);
    }

    /// Publishes any print.
    pub fn publish(&mut self, print: &OraclePrint) {
        let account = self.feed.account(print);
        self.chain.set_account(&self.feed.address, account);
        self.published_ts = print.publish_ts;
    }

    /// Moves the clock, publishes a price and observes it.
    pub fn tick(&mut self, secs: i64, price: u64) -> Result<Receipt, TxError> {
        self.advance(secs);
        self.set_price(price);
        self.observe()
    }

    /// Holds a price for a while, observing every `step` seconds.
    pub fn hold(&mut self, secs: i64, step: i64, price: u64) -> Result<(), TxError> {
        let end = self.now() + secs;
        while self.now() < end {
            let step = step.min(end - self.now());
            self.tick(step, price)?;
        }
        Ok(())
    }

    /// A new wallet holding base and quote.
    pub fn actor(&mut self, base: u64, quote: u64) -> Result<Actor, TxError> {
        let wallet = self.fresh_keypair();
        self.actor_of(wallet, base, quote)
    }

    /// A certain wallet holding base and quote.
    pub fn actor_of(&mut self, wallet: Keypair, base: u64, quote: u64) -> Result<Actor, TxError> {
        self.chain.set_account(
            &wallet.pubkey(),
            Account {
                lamports: 1_000_000_000_000,
                ..Account::default()
            },
        );
        let actor = Actor { wallet };
        let mut instructions = Vec::new();
        for (kind, amount) in [(Kind::Call, base), (Kind::Put, quote)] {
            instructions.extend(self.fund(&actor.key(), kind, amount));
        }
        let admin = self.admin.insecure_clone();
        self.send(&instructions, &[&admin])?;
        Ok(actor)
    }

    /// Instructions that mint `amount` of a kind's collateral to `owner`.
    pub fn fund(&self, owner: &Pubkey, kind: Kind, amount: u64) -> [Instruction; 2] {
        let mint = self.keys.collateral_mint(kind);
        let program = self.keys.collateral_token_program(kind);
        [
            ballast_client::instructions::create_token_account(
                &self.admin.pubkey(),
                owner,
                &mint,
                &program,
            ),
            anchor_spl::token_2022::spl_token_2022::instruction::mint_to(
                &program,
                &mint,
                &self.keys.collateral_account(owner, kind),
                &self.admin.pubkey(),
                &[],
                amount,
            )
            .expect("a token program"),
        ]
    }

    /// The next of the world's fixed keypairs.
    pub fn fresh_keypair(&mut self) -> Keypair {
        self.next_key += 1;
        keypair(self.next_key)
    }
}
