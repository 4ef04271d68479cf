//! Instructions on a vault's queues and rounds.

pub mod buy_option;
pub mod cancel_deposit;
pub mod cancel_withdrawal;
pub mod claim_fees;
pub mod claim_shares;
pub mod claim_withdrawal;
pub mod create_vault;
pub mod end_sale;
pub mod queue_deposit;
pub mod queue_withdrawal;
pub mod roll_round;
pub mod settle_vault;
pub mod start_sale;

pub use buy_option::*;
pub use cancel_deposit::*;
pub use cancel_withdrawal::*;
pub use claim_fees::*;
pub use claim_shares::*;
pub use claim_withdrawal::*;
pub use create_vault::*;
pub use end_sale::*;
pub use queue_deposit::*;
pub use queue_withdrawal::*;
pub use roll_round::*;
pub use settle_vault::*;
pub use start_sale::*;
