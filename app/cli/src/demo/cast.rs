//! Who takes part, with what, and how they are financed.

use anyhow::Result;
use ballast_harness::{
    setup::keypair,
    world::{Actor, World, FEE_RECIPIENT},
};
use option_risk::units::{Kind, Scale};

use crate::tape::plan::Plan;

/// One whole base token, and one contract, in atoms.
pub const BASE: u64 = 1_000_000_000;

/// Base and quote atoms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purse {
    /// Base atoms.
    pub base: u64,
    /// Quote atoms.
    pub quote: u64,
}

/// An actor with a name and the purse it came with.
pub struct Player {
    /// Shown in the report.
    pub name: String,
    /// Its wallet.
    pub actor: Actor,
    /// What it held before anything happened.
    pub start: Purse,
}

/// A player who writes options.
pub struct Writer {
    /// Who.
    pub player: Player,
    /// What.
    pub plan: Plan,
}

/// A player who deposits with the vault.
pub struct Depositor {
    /// Who.
    pub player: Player,
    /// Base atoms.
    pub amount: u64,
}

/// Everybody.
pub struct Cast {
    /// Vault depositors.
    pub depositors: Vec<Depositor>,
    /// Option writers.
    pub writers: Vec<Writer>,
    /// Buys every option there is.
    pub buyer: Player,
    /// Takes over shorts of unhealthy accounts.
    pub liquidator: Player,
    /// Fills the vault's hedges.
    pub filler: Player,
    /// Whose the vault's fees are.
    pub treasury: Player,
}

/// Deposits in whole base tokens.
const DEPOSITS: [u64; 3] = [600, 300, 100];
/// What a writer holds, in whole base tokens or their worth in quote.
const WRITER_MEANS: u64 = 200;
/// What the buyer, the liquidator and the filler each hold of either token.
const TRADER_MEANS: u64 = 5_000;

impl Cast {
    /// Creates everybody's wallet; quote is funded by its worth at `price`.
    pub fn assemble(world: &mut World, scale: &Scale, price: u64) -> Result<Self> {
        let treasury = Player {
            name: "fee recipient".into(),
            actor: world.actor_of(keypair(FEE_RECIPIENT), 0, 0)?,
            start: Purse::default(),
        };
        let mut hire = |name: String, base: u64, worth: u64| -> Result<Player> {
            let start = Purse {
                base: base * BASE,
                quote: scale.quote_for_base_down(worth * BASE, price)?,
            };
            let actor = world.actor(start.base, start.quote)?;
            Ok(Player { name, actor, start })
        };
        let mut depositors = Vec::new();
        for (number, amount) in (1..).zip(DEPOSITS) {
            depositors.push(Depositor {
                player: hire(format!("depositor {number}"), amount, 0)?,
                amount: amount * BASE,
            });
        }
        let mut writers = Vec::new();
        for kind in Kind::ALL {
            for (letter, plan) in ('A'..).zip(Plan::ladder(kind)) {
                let (name, base, worth) = match kind {
                    Kind::Call => (format!("call writer {letter}"), WRITER_MEANS, 0),
                    Kind::Put => (format!("put writer {letter}"), 0, WRITER_MEANS),
                };
                writers.push(Writer {
                    player: hire(name, base, worth)?,
                    plan,
                });
            }
        }
        Ok(Self {
            depositors,
            writers,
            buyer: hire("buyer".into(), TRADER_MEANS, TRADER_MEANS)?,
            liquidator: hire("liquidator".into(), TRADER_MEANS, TRADER_MEANS)?,
            filler: hire("hedge filler".into(), TRADER_MEANS, TRADER_MEANS)?,
            treasury,
        })
    }

    /// Everybody, in the order of the report.
    pub fn players(&self) -> impl Iterator<Item = &Player> {
        let depositors = self.depositors.iter().map(|depositor| &depositor.player);
        let writers = self.writers.iter().map(|writer| &writer.player);
        depositors.chain(writers).chain([
            &self.buyer,
            &self.liquidator,
            &self.filler,
            &self.treasury,
        ])
    }

    /// Everybody who may hold shares.
    pub fn shareholders(&self) -> Vec<Actor> {
        let depositors = self.depositors.iter().map(|depositor| &depositor.player);
        depositors
            .chain([&self.treasury])
            .map(|player| Actor {
                wallet: player.actor.wallet.insecure_clone(),
            })
            .collect()
    }
}
