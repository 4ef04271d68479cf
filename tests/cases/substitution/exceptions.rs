//! What is answered otherwise than its class. Each of these must come true.

use std::collections::BTreeSet;

use anchor_lang::error::ErrorCode::AccountDiscriminatorMismatch;

use super::attempt::{Refusal, Way};

/// What is wrong, with which account of which instruction, and the answer.
type Exception = (Way, &'static str, Refusal);

/// What is there is not a receipt.
const NO_RECEIPT: Refusal = Refusal::Number(AccountDiscriminatorMismatch as u32);

/// The associated token program takes only an address that nothing but lamports is at.
const NO_ROOM: Refusal = Refusal::Runtime("Provided owner is not allowed");

const TABLE: &[Exception] = &[
    // `init_if_needed`: one that is gone is created anew, as the owner's first of the round.
    (Way::Closed, "queue_deposit.receipt", Refusal::Accepted),
    (Way::Closed, "queue_withdrawal.receipt", Refusal::Accepted),
    // One of the system program's would be too, but not over the bytes in it.
    (Way::SystemOwned, "queue_deposit.receipt", Refusal::IN_USE),
    (
        Way::SystemOwned,
        "queue_withdrawal.receipt",
        Refusal::IN_USE,
    ),
    // One of the program's is not created but read.
    (Way::Occupied, "queue_deposit.receipt", NO_RECEIPT),
    (Way::Occupied, "queue_withdrawal.receipt", NO_RECEIPT),
    // Not the system program but the associated token program creates it.
    (Way::Occupied, "create_vault.share_escrow", NO_ROOM),
];

/// The refusal in the table, if there is one.
pub fn refusal(way: Way, account: &str) -> Option<Refusal> {
    let found = TABLE.iter().find(|(w, a, _)| (*w, *a) == (way, account));
    found.map(|(_, _, refusal)| *refusal)
}

/// Exceptions that nothing tried.
pub fn untried(tried: &BTreeSet<(Way, String)>) -> Vec<(Way, &'static str)> {
    let exceptions = TABLE.iter().map(|(way, account, _)| (*way, *account));
    exceptions
        .filter(|(way, account)| !tried.contains(&(*way, account.to_string())))
        .collect()
}
