//! Sections of a parameter file that are not parameters: who governs, which tokens, which feed, which vaults.

use anchor_lang::prelude::Pubkey;
use ballast::{oracle::OracleKind, state::Cluster};
use option_risk::units::Kind;
use serde::Deserialize;

use super::text;

/// `[governance]`: who governs a protocol, and how long changes wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Governance {
    /// `"public"`, the default, or `"localnet"`: how long changes wait. Fixed at creation.
    pub cluster: Cluster,
    /// Whose protocol it is, which its address comes from; whoever signs, if the file does not say.
    #[serde(deserialize_with = "text::some_key")]
    pub creator: Option<Pubkey>,
    /// Who pauses and cancels; at creation whoever signs, if the file does not say.
    #[serde(deserialize_with = "text::some_key")]
    pub guardian: Option<Pubkey>,
    /// Whom the authority is offered to, for example a multisig's vault.
    #[serde(deserialize_with = "text::some_key")]
    pub authority_to: Option<Pubkey>,
}

/// `[tokens]`: what a market trades. Decimals are stated because every amount of the file is in atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Mint of the base token.
    #[serde(deserialize_with = "text::key")]
    pub base_mint: Pubkey,
    /// Its decimals.
    pub base_decimals: u8,
    /// Mint of the quote token.
    #[serde(deserialize_with = "text::key")]
    pub quote_mint: Pubkey,
    /// Its decimals.
    pub quote_decimals: u8,
}

/// `[oracle]`: the feed of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "OracleText")]
pub struct Oracle {
    /// `"receiver"` or `"legacy"`.
    pub kind: OracleKind,
    /// Receiver: the feed id. Legacy: the price account's address.
    pub feed: [u8; 32],
    /// The feed of the market's creation, if the file names it: see [`Self::origin`].
    pub origin_feed: Option<[u8; 32]>,
    /// The account that shows the feed. Receiver: named by the file. Legacy: the feed itself.
    pub account: Pubkey,
}

impl Oracle {
    /// The feed of the market's creation, which its address comes from: the present one, unless the file names another.
    pub fn origin(&self) -> &[u8; 32] {
        self.origin_feed.as_ref().unwrap_or(&self.feed)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OracleText {
    kind: KindOfOracle,
    feed: String,
    origin_feed: Option<String>,
    #[serde(default, deserialize_with = "text::some_key")]
    account: Option<Pubkey>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindOfOracle {
    Receiver,
    Legacy,
}

impl TryFrom<OracleText> for Oracle {
    type Error = String;

    fn try_from(text: OracleText) -> Result<Self, String> {
        let kind = match text.kind {
            KindOfOracle::Receiver => OracleKind::Receiver,
            KindOfOracle::Legacy => OracleKind::Legacy,
        };
        let feed = text::feed(kind, &text.feed)?;
        let account = match (kind, text.account) {
            (OracleKind::Receiver, Some(account)) => account,
            (OracleKind::Receiver, None) => {
                return Err("a receiver feed needs `account`, one that shows it".to_owned())
            }
            (OracleKind::Legacy, None) => Pubkey::new_from_array(feed),
            (OracleKind::Legacy, Some(_)) => {
                return Err("a legacy feed is its own account; leave `account` out".to_owned())
            }
        };
        // The market may have been created with a feed of the other kind.
        let origin = text.origin_feed.as_deref();
        let origin_feed = origin.map(text::any_feed).transpose()?;
        Ok(Self {
            kind,
            feed,
            origin_feed,
            account,
        })
    }
}

/// `[[vaults]]`: one vault of a market.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaultSection {
    /// Its number.
    pub id: u16,
    /// `"call"` or `"put"`: what it sells, fixed at creation.
    #[serde(deserialize_with = "text::kind")]
    pub kind: Kind,
    /// Whose its fees are, fixed at creation; whoever signs, if the file does not say.
    #[serde(default, deserialize_with = "text::some_key")]
    pub fee_recipient: Option<Pubkey>,
    /// What of `[vault]` it has differently.
    #[serde(default)]
    pub params: toml::Table,
}
