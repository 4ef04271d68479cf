//! What a hostile caller may do to an instruction that would work: other accounts, missing signatures, spoiled state, the
//! detour over another program, the same again.

use anchor_lang::{
    prelude::{AccountMeta, Pubkey},
    solana_program::instruction::Instruction,
};
use anchor_spl::{token, token_2022};
use ballast_client::instructions as ix;
use ballast_harness::{Account, Chain, Receipt, TxError};
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{random::Random, relay, spoil::spoil, watched::Watched};

/// What is done.
#[derive(Clone, Copy, Debug)]
enum Twist {
    /// Another account in place of one.
    Swap,
    /// One of its own accounts in place of another.
    Double,
    /// An account left out.
    Drop,
    /// Without a signature.
    Unsigned,
    /// An account that would change, as one that may not.
    ReadOnly,
    /// A byte of the data is another.
    Data,
    /// An account of the program with spoiled content.
    Spoil,
    /// Lamports at an address that is to become an account.
    Prefund,
    /// The same instruction twice in one transaction.
    Again,
    /// The same transaction after it.
    Replay,
    /// Called by another program, once or twice.
    Relay,
}

const TWISTS: [Twist; 11] = [
    Twist::Swap,
    Twist::Double,
    Twist::Drop,
    Twist::Unsigned,
    Twist::ReadOnly,
    Twist::Data,
    Twist::Spoil,
    Twist::Prefund,
    Twist::Again,
    Twist::Replay,
    Twist::Relay,
];

/// One prank, with everything it may choose from.
pub struct Prank {
    twist: Twist,
    /// Transactions that are left alone before.
    pub waits: u64,
    random: Random,
    /// Accounts that could be passed by mistake or on purpose.
    pub pool: Vec<Pubkey>,
    /// Who could sign.
    pub keys: Vec<Keypair>,
}

impl Prank {
    pub fn new(random: &mut Random, pool: Vec<Pubkey>, keys: Vec<Keypair>) -> Self {
        Self {
            twist: *random.of(&TWISTS),
            waits: random.below(5),
            random: Random::new(random.draw()),
            pool,
            keys,
        }
    }

    /// Sends the transaction with its last instruction of the program twisted.
    pub fn play(
        mut self,
        chain: &mut Watched,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let mut all = instructions.to_vec();
        let at = all.iter().rposition(|one| one.program_id == ballast::ID);
        let Some(at) = at.filter(|at| !all[*at].accounts.is_empty()) else {
            return chain.plainly(instructions, payer, signers);
        };
        if let Some(name) = ix::name(&all[at].data) {
            let twisted = (name, format!("{:?}", self.twist));
            chain.log.borrow_mut().twisted.insert(twisted);
        }
        match self.twist {
            Twist::Swap => {
                let place = self.place(&all[at]);
                let old = all[at].accounts[place].clone();
                let by = match self.random.below(3) {
                    0 => *self.random.of(&self.pool),
                    _ => self.alike(chain, &old),
                };
                self.replace(&mut all[at], place, by, signers);
            }
            Twist::Double => {
                let by = self.random.of(&all[at].accounts).pubkey;
                let place = self.place(&all[at]);
                self.replace(&mut all[at], place, by, signers);
            }
            Twist::Drop => {
                let place = self.place(&all[at]);
                all[at].accounts.remove(place);
            }
            Twist::Unsigned => return self.unsigned(chain, &mut all, at, signers),
            Twist::ReadOnly => {
                let place = self.place(&all[at]);
                all[at].accounts[place].is_writable = false;
            }
            Twist::Data => {
                let place = self.random.below(all[at].data.len() as u64) as usize;
                all[at].data[place] = self.random.draw() as u8;
            }
            Twist::Spoil => return spoil(&mut self.random, chain, &all, at, payer, signers),
            // The native bank's system program is older than SIMD-0312, by which Anchor creates what has lamports already.
            Twist::Prefund if chain.is_native() => {}
            Twist::Prefund => {
                for meta in &all[at].accounts {
                    if chain.account(&meta.pubkey).is_none() {
                        let dust = Account {
                            lamports: 1_000_000,
                            ..Account::default()
                        };
                        chain.set_account(&meta.pubkey, dust);
                        break;
                    }
                }
            }
            Twist::Again => all.insert(at, all[at].clone()),
            Twist::Replay => {
                let first = chain.plainly(&all, payer, signers);
                let _ = chain.plainly(&all, payer, signers);
                return first;
            }
            Twist::Relay => {
                if chain.account(&relay::ID).is_some() {
                    let times = 1 + self.random.below(2) as u8;
                    all[at] = relay::call(&all[at], times);
                }
            }
        }
        self.send(chain, &all, payer, signers)
    }

    fn place(&mut self, instruction: &Instruction) -> usize {
        self.random.below(instruction.accounts.len() as u64) as usize
    }

    /// Another of the same sort, if there is one: of a signer's, of a token program, or of an account of this owner and
    /// size.
    fn alike(&mut self, chain: &mut Watched, meta: &AccountMeta) -> Pubkey {
        if meta.is_signer {
            return self.random.of(&self.keys).pubkey();
        }
        match &meta.pubkey {
            id if *id == token::ID => return token_2022::ID,
            id if *id == token_2022::ID => return token::ID,
            _ => {}
        }
        let sort = |account: Option<Account>| account.map(|one| (one.owner, one.data.len()));
        let wanted = sort(chain.account(&meta.pubkey));
        let mut others = self.pool.clone();
        others.retain(|other| *other != meta.pubkey && sort(chain.account(other)) == wanted);
        match others.as_slice() {
            [] => *self.random.of(&self.pool),
            some => *self.random.of(some),
        }
    }

    fn replace(
        &mut self,
        instruction: &mut Instruction,
        place: usize,
        by: Pubkey,
        signers: &[&Keypair],
    ) {
        let meta = &mut instruction.accounts[place];
        meta.pubkey = by;
        let mut able = signers.iter().copied().chain(&self.keys);
        meta.is_signer &= able.any(|key| key.pubkey() == by);
    }

    /// Without the signatures it asks for, and paid for by somebody else, it does not work.
    fn unsigned(
        &self,
        chain: &mut Watched,
        all: &mut [Instruction],
        at: usize,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let mut asked: Vec<Pubkey> = Vec::new();
        for meta in &mut all[at].accounts {
            if std::mem::take(&mut meta.is_signer) {
                asked.push(meta.pubkey);
            }
        }
        let metas = || all.iter().flat_map(|one| &one.accounts);
        let is_named = |key: &Pubkey| metas().any(|meta| meta.pubkey == *key);
        let Some(payer) = self.keys.iter().find(|key| !is_named(&key.pubkey())) else {
            return Err(TxError::Runtime("nobody else can pay".to_owned()));
        };
        let signs_elsewhere = |key| metas().any(|meta| meta.is_signer && meta.pubkey == key);
        let is_unsigned = asked.into_iter().any(|key| !signs_elsewhere(key));
        let outcome = self.send(chain, all, payer, signers);
        if outcome.is_ok() && is_unsigned {
            let name = ix::name(&all[at].data);
            chain.violated(format!("{name:?} worked without a signature"));
        }
        outcome
    }

    /// Sends it, signed by those it still names and who can.
    fn send(
        &self,
        chain: &mut Watched,
        instructions: &[Instruction],
        payer: &Keypair,
        signers: &[&Keypair],
    ) -> Result<Receipt, TxError> {
        let mut metas = instructions.iter().flat_map(|one| &one.accounts);
        let mut needed: Vec<Pubkey> = Vec::new();
        for meta in metas.by_ref().filter(|meta| meta.is_signer) {
            if !needed.contains(&meta.pubkey) {
                needed.push(meta.pubkey);
            }
        }
        let mut signing: Vec<&Keypair> = Vec::new();
        for key in &needed {
            let mut able = signers.iter().copied().chain(&self.keys).chain([payer]);
            match able.find(|known| known.pubkey() == *key) {
                Some(known) => signing.push(known),
                None => return Err(TxError::Runtime("nobody can sign for it".to_owned())),
            }
        }
        chain.plainly(instructions, payer, &signing)
    }
}
