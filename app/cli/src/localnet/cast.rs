//! Who lives on the local node. Their keys are the same in every run, and everybody's who reads this: they are for
//! localnet alone.

use anyhow::Result;
use ballast_harness::{
    setup::keypair,
    world::{Actor, FEE_RECIPIENT},
    World,
};
use option_risk::units::{Kind, Scale};
use solana_keypair::Keypair;

use crate::tape::plan::Plan;

/// One whole base token, and one contract, in atoms.
pub const BASE: u64 = 1_000_000_000;
/// Number of the first resident's keypair.
const FIRST_KEY: u64 = 10_000;

/// What somebody holds at first: whole base tokens, and quote worth so many.
type Means = (u64, u64);

/// Deposits with the vault, whole base tokens.
pub const DEPOSITS: [u64; 3] = [600, 300, 100];
const DEPOSITOR: Means = (1_000, 0);
const WRITER: Means = (200, 200);
const TRADER: Means = (5_000, 5_000);
const VISITOR: Means = (1_000, 1_000);

/// Everybody.
pub struct Cast {
    pub visitor: Resident,
    pub keepers: [Resident; 2],
    pub buyer: Resident,
    pub depositors: [Resident; 3],
    pub writers: Vec<Writer>,
    /// Whose the vault's fees are.
    pub treasury: Resident,
}

/// Somebody with a name.
pub struct Resident {
    pub name: String,
    pub actor: Actor,
    means: Means,
}

/// A resident who writes options.
pub struct Writer {
    pub resident: Resident,
    pub plan: Plan,
}

impl Cast {
    /// Everybody, with their keys.
    pub fn assemble() -> Self {
        let mut numbers = FIRST_KEY..;
        let mut next = |name: String, means: Means| Resident {
            name,
            means,
            actor: Actor {
                wallet: keypair(numbers.next().unwrap_or(FIRST_KEY)),
            },
        };
        let visitor = next("visitor".into(), VISITOR);
        let keepers = [1, 2].map(|number| next(format!("keeper-{number}"), TRADER));
        let buyer = next("buyer".into(), TRADER);
        let depositors = [1, 2, 3].map(|number| next(format!("depositor-{number}"), DEPOSITOR));
        let mut writers = Vec::new();
        for (kind, name) in [(Kind::Call, "call"), (Kind::Put, "put")] {
            for (letter, plan) in ('a'..).zip(Plan::ladder(kind)) {
                writers.push(Writer {
                    resident: next(format!("{name}-writer-{letter}"), WRITER),
                    plan,
                });
            }
        }
        Self {
            visitor,
            keepers,
            buyer,
            depositors,
            writers,
            treasury: Resident {
                name: "treasury".into(),
                means: (0, 0),
                actor: Actor {
                    wallet: keypair(FEE_RECIPIENT),
                },
            },
        }
    }

    /// Everybody, the visitor first.
    pub fn residents(&self) -> impl Iterator<Item = &Resident> {
        let writers = self.writers.iter().map(|writer| &writer.resident);
        ([&self.visitor].into_iter())
            .chain(&self.keepers)
            .chain([&self.buyer])
            .chain(&self.depositors)
            .chain(writers)
            .chain([&self.treasury])
    }

    /// Names and keys, those who govern the market included.
    pub fn wallets(&self, world: &World) -> Vec<(String, Keypair)> {
        let residents = self.residents();
        let mut wallets: Vec<_> = residents
            .map(|resident| {
                (
                    resident.name.clone(),
                    resident.actor.wallet.insecure_clone(),
                )
            })
            .collect();
        wallets.push(("authority".into(), world.admin.insecure_clone()));
        wallets.push(("guardian".into(), world.guardian.insecure_clone()));
        wallets
    }

    /// Gives everybody lamports and what they start with; quote by its worth at `price`.
    pub fn fund(&self, world: &mut World, scale: &Scale, price: u64) -> Result<()> {
        for resident in self.residents() {
            let (base, worth) = resident.means;
            let quote = scale.quote_for_base_down(worth * BASE, price)?;
            let wallet = resident.actor.wallet.insecure_clone();
            world.actor_of(wallet, base * BASE, quote)?;
        }
        Ok(())
    }
}
