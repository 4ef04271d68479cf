//! The layout of accounts. Every account begins with the version it was written in; one of another version is refused
//! like one of another type, by program and client, and never misread.

use anchor_lang::prelude::{
    borsh::io::{Error as ReadError, ErrorKind, Read, Result as ReadResult},
    *,
};

/// Version of an account's layout. Reading any but the present one is an error; zero is read too, since Anchor reads an
/// account that it has just created, and no account is left with it.
#[derive(AnchorSerialize, InitSpace, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(u8);

impl Version {
    /// What this program writes.
    pub const CURRENT: Self = Self(1);

    /// As the byte that accounts of plain memory have.
    pub const fn byte(self) -> u8 {
        self.0
    }

    /// Refuses such a byte of another layout, with the error that Anchor gives for Borsh accounts.
    pub fn require(byte: u8) -> Result<()> {
        require!(byte == Self::CURRENT.0, ErrorCode::AccountDidNotDeserialize);
        Ok(())
    }
}

impl AnchorDeserialize for Version {
    fn deserialize_reader<R: Read>(reader: &mut R) -> ReadResult<Self> {
        match Self(u8::deserialize_reader(reader)?) {
            known @ (Self::CURRENT | Self(0)) => Ok(known),
            _ => Err(ReadError::from(ErrorKind::InvalidData)),
        }
    }
}
