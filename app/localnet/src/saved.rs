//! A chain on disk, to go on from another day.

use std::{
    fs,
    io::{self, BufReader, BufWriter, Write},
    path::Path,
};

use anchor_lang::prelude::Pubkey;
use serde::{Deserialize, Serialize};
use solana_account::{AccountSharedData, ReadableAccount};
use surfpool_core::surfnet::svm::SurfnetSvm;

use crate::{
    node::{put, simulator},
    NodeError,
};

/// Of the file's layout; the first thing in it.
const VERSION: u32 = 2;
/// Owner of the accounts that the runtime keeps by itself.
const SYSVAR_OWNER: Pubkey = Pubkey::from_str_const("Sysvar1111111111111111111111111111111111111");
/// Owner of a program's bytes: they come with the program.
const LOADER: Pubkey = Pubkey::from_str_const("BPFLoaderUpgradeab1e11111111111111111111111");
/// Owner of the accounts that switch the runtime's features on.
const FEATURES: Pubkey = Pubkey::from_str_const("Feature111111111111111111111111111111111111");

/// What is kept of a chain: accounts and clock, no history.
#[derive(Serialize, Deserialize)]
pub(crate) struct Saved {
    /// Whose accounts they are.
    program: [u8; 32],
    /// Of whoever saved it, for whoever goes on from it.
    pub note: String,
    pub slot: u64,
    pub block_height: u64,
    pub unix_millis: u64,
    accounts: Vec<Kept>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    address: [u8; 32],
    owner: [u8; 32],
    lamports: u64,
    data: Vec<u8>,
}

impl Saved {
    pub fn of(svm: &SurfnetSvm, note: &str) -> Result<Self, NodeError> {
        let accounts = svm.get_all_accounts().map_err(simulator)?;
        let kept = accounts.iter().filter(|(_, account)| is_users(account));
        Ok(Self {
            program: ballast::ID.to_bytes(),
            note: note.to_owned(),
            slot: svm.get_latest_absolute_slot(),
            block_height: svm.latest_epoch_info.block_height,
            unix_millis: svm.updated_at,
            accounts: kept
                .map(|(address, account)| keep(address, account))
                .collect(),
        })
    }

    /// Writes every account into a simulator.
    pub fn restore(self, svm: &mut SurfnetSvm) -> Result<(), NodeError> {
        for kept in self.accounts {
            let account = ballast_harness::Account {
                lamports: kept.lamports,
                data: kept.data,
                owner: kept.owner.into(),
            };
            put(svm, &kept.address.into(), account)?;
        }
        Ok(())
    }

    /// Reads a file that [`Self::write`] wrote.
    pub fn read(path: &Path) -> Result<Self, NodeError> {
        let file = fs::File::open(path).map_err(|source| file_error("read", path, source))?;
        let unfit = |why: String| NodeError::StateUnfit {
            path: path.to_owned(),
            why,
        };
        let undecodable = |error: bincode::Error| unfit(error.to_string());
        let mut file = BufReader::new(file);
        // Before the rest, which another layout's need not look like.
        let version: u32 = bincode::deserialize_from(&mut file).map_err(undecodable)?;
        if version != VERSION {
            return Err(unfit(format!("its layout is {version}, not {VERSION}")));
        }
        let saved: Self = bincode::deserialize_from(&mut file).map_err(undecodable)?;
        let program = Pubkey::from(saved.program);
        if program != ballast::ID {
            let why = format!("it is of a program at {program}, not {}", ballast::ID);
            return Err(unfit(why));
        }
        Ok(saved)
    }

    /// Writes a new file and puts it in the place of the old one, so that there is always a whole one.
    pub fn write(&self, path: &Path) -> Result<(), NodeError> {
        let written = || -> io::Result<()> {
            let new = path.with_extension("new");
            let mut file = BufWriter::new(fs::File::create(&new)?);
            bincode::serialize_into(&mut file, &(VERSION, self)).map_err(io::Error::other)?;
            file.flush()?;
            fs::rename(new, path)
        };
        written().map_err(|source| file_error("write", path, source))
    }
}

/// Whether an account is anybody's but the runtime's.
fn is_users(account: &AccountSharedData) -> bool {
    let owner = account.owner();
    !account.executable() && ![SYSVAR_OWNER, LOADER, FEATURES].contains(owner)
}

fn keep(address: &Pubkey, account: &AccountSharedData) -> Kept {
    Kept {
        address: address.to_bytes(),
        owner: account.owner().to_bytes(),
        lamports: account.lamports(),
        data: account.data().to_vec(),
    }
}

fn file_error(what: &'static str, path: &Path, source: io::Error) -> NodeError {
    NodeError::StateFile {
        what,
        path: path.to_owned(),
        source,
    }
}
