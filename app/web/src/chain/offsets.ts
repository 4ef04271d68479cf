/** Where accounts name what they belong to, in bytes from their start; the Rust client's `rpc::offsets`. */

export const SERIES_MARKET = 12;
export const MARGIN_MARKET = 11;
export const VAULT_MARKET = 14;
export const PROPOSAL_PROTOCOL = 10;
export const ROUND_VAULT = 10;
export const RECEIPT_VAULT = 10;
export const RECEIPT_OWNER = 42;
