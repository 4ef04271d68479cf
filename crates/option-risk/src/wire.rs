//! The derives of structs that travel in instructions: Borsh's, or Anchor's, which write the same bytes and describe the
//! struct in the program's IDL.

#[cfg(feature = "idl")]
pub(crate) use anchor_lang::{AnchorDeserialize as Deserialize, AnchorSerialize as Serialize};
#[cfg(not(feature = "idl"))]
pub(crate) use borsh::{BorshDeserialize as Deserialize, BorshSerialize as Serialize};
