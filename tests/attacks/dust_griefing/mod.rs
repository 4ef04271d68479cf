//! Little things left in the way: to hold up a settlement, a sale, an exit, a liquidation, or to live on roundings.
//!
//! Whatever waits for somebody's step may be stepped over by anybody: expired series and shorts are settled by whoever
//! likes, a queue is rolled in the transaction that starts the sale, a place is shared. Roundings go against whoever
//! makes many steps. What remains: each bit of dust costs a signature to clear, a fraction of one where several share a
//! transaction, and its maker more; a place of the fund's own account and of a liquidator's, of which there are eight; a
//! round that a thousandth of a sale commits a vault to; and room under a cap for as long as somebody's money fills it.

mod places;
mod queues;
mod roundings;
mod shorts;
