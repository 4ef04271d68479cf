//! What may go wrong between here and a node.

use std::time::Duration;

use anchor_lang::prelude::Pubkey;
use solana_rpc_client::api::{
    client_error::{Error, ErrorKind},
    request::RpcError as Answer,
};

use crate::PROGRAM_ID;

/// Why a node's answer is missing or of no use.
#[derive(Debug, thiserror::Error)]
pub enum RpcError {
    /// Nothing came within the timeout.
    #[error("no answer from {url} to {method} within {within:?}")]
    TimedOut {
        /// The node.
        url: String,
        /// What it was asked.
        method: &'static str,
        /// The timeout.
        within: Duration,
    },
    /// The node was never reached, so that it has not seen the request; or the URL is none.
    #[error("no answer from {url}")]
    Unreachable {
        /// The node.
        url: String,
        /// The transport's words.
        #[source]
        source: Box<Error>,
    },
    /// The connection broke off, or what came back is no answer; the node may have seen the request.
    #[error("no answer from {url} to {method}")]
    Broken {
        /// The node.
        url: String,
        /// What it was asked.
        method: &'static str,
        /// The transport's words.
        #[source]
        source: Box<Error>,
    },
    /// The node asks to be left alone for a while (HTTP status 429).
    #[error("{url} is asked too often")]
    TooMany {
        /// The node.
        url: String,
    },
    /// The node refuses the request.
    #[error("{url} refuses {method}: {message} (code {code})")]
    Refused {
        /// The node.
        url: String,
        /// What it was asked.
        method: &'static str,
        /// JSON-RPC error code.
        code: i64,
        /// The node's words.
        message: String,
    },
    /// The answer is JSON of another shape.
    #[error("{url} answers {method} with something else: {what}")]
    Garbage {
        /// The node.
        url: String,
        /// What it was asked.
        method: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// There is no such account.
    #[error("{url} has no account {address}")]
    NoAccount {
        /// The node.
        url: String,
        /// The account.
        address: Pubkey,
    },
    /// The account is another program's.
    #[error("{address} belongs to {owner}, not to the program {PROGRAM_ID}")]
    NotOurs {
        /// The account.
        address: Pubkey,
        /// Its owner.
        owner: Pubkey,
    },
    /// The account is not of the type it is read as.
    #[error("{address} is no {expected}")]
    WrongType {
        /// The account.
        address: Pubkey,
        /// What it should be.
        expected: &'static str,
    },
}

impl RpcError {
    /// Sorts what the RPC client reports.
    pub(super) fn of(url: &str, method: &'static str, error: Error) -> Self {
        let url = url.to_owned();
        match error.kind() {
            ErrorKind::RpcError(Answer::RpcResponseError { code, message, .. }) => Self::Refused {
                url,
                method,
                code: *code,
                message: message.clone(),
            },
            ErrorKind::RpcError(other) => Self::Garbage {
                url,
                method,
                what: other.to_string(),
            },
            ErrorKind::SerdeJson(other) => Self::Garbage {
                url,
                method,
                what: other.to_string(),
            },
            ErrorKind::Reqwest(other) if other.is_connect() || other.is_builder() => {
                let source = Box::new(error);
                Self::Unreachable { url, source }
            }
            ErrorKind::Reqwest(other) if other.status().is_some_and(|it| it.as_u16() == 429) => {
                Self::TooMany { url }
            }
            _ => Self::Broken {
                url,
                method,
                source: Box::new(error),
            },
        }
    }

    /// Whether the same request may fare better later: the node or the way to it is at fault, not what was asked.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { source, .. } => !is_no_url(source),
            Self::TimedOut { .. }
            | Self::Broken { .. }
            | Self::TooMany { .. }
            | Self::Garbage { .. } => true,
            Self::Refused { code, .. } => !is_final(*code),
            Self::NoAccount { .. } | Self::NotOurs { .. } | Self::WrongType { .. } => false,
        }
    }

    /// Whether the node has certainly not acted on the request.
    pub(super) fn is_untouched(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::TooMany { .. } => true,
            Self::Refused { code, .. } => is_final(*code) || UNTOUCHED.contains(code),
            _ => false,
        }
    }
}

/// Whether a request could not even be made up.
fn is_no_url(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Reqwest(error) if error.is_builder())
}

/// A node that is behind takes no transactions.
const UNTOUCHED: [i64; 2] = [-32_005, -32_016];

/// Codes of JSON-RPC and of Solana's nodes that blame the request: a preflight or a signature that failed, a request
/// that is none, a method or parameters that are unknown.
fn is_final(code: i64) -> bool {
    matches!(
        code,
        -32_002 | -32_003 | -32_600 | -32_601 | -32_602 | -32_700
    )
}
