//! Parameter files: what a protocol, a market and its vault are created with.

use ballast::state::{Cluster, MarketParams, VaultParams};
use serde::Deserialize;

/// Parameters of the embedded chains and of localnet, as in `migrations/localnet.toml`.
pub const LOCALNET: &str = include_str!("../../../migrations/localnet.toml");

/// A parameter file. What it leaves out takes the risk library's default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Of the protocol.
    pub governance: Governance,
    /// Parameters of the market.
    pub market: MarketParams,
    /// Parameters of its vault.
    pub vault: VaultParams,
}

/// How a protocol is governed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Governance {
    /// `"public"`, the default, or `"localnet"`: how long changes wait.
    pub cluster: Cluster,
}

/// Why a parameter file is refused.
#[derive(Debug, thiserror::Error)]
pub enum ParametersError {
    /// Not TOML of this shape.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// A value outside the hard bounds of the program.
    #[error("{0}: a value is outside its hard bounds")]
    OutOfBounds(&'static str),
}

impl Parameters {
    /// Reads a parameter file and checks it against the program's hard bounds.
    pub fn parse(text: &str) -> Result<Self, ParametersError> {
        let parameters: Self = toml::from_str(text)?;
        let out_of = |section| move |_| ParametersError::OutOfBounds(section);
        parameters.market.validate().map_err(out_of("[market]"))?;
        parameters.vault.validate().map_err(out_of("[vault]"))?;
        Ok(parameters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localnet_file_is_valid() {
        let parameters = Parameters::parse(LOCALNET).unwrap();
        assert!(parameters.vault.hedge.enabled());
        assert_eq!(parameters.governance.cluster, Cluster::Localnet);
    }

    #[test]
    fn changes_wait_unless_the_file_names_localnet() {
        let silent = LOCALNET.replace("cluster = \"localnet\"", "");
        let parameters = Parameters::parse(&silent).unwrap();
        assert_eq!(parameters.governance.cluster, Cluster::Public);
        let other = LOCALNET.replace("\"localnet\"", "\"devnet\"");
        let error = Parameters::parse(&other).unwrap_err();
        assert!(error.to_string().contains("devnet"), "{error}");
    }

    #[test]
    fn unknown_names_and_values_out_of_bounds_are_refused() {
        let unknown = LOCALNET.replace("implied_vol_bps", "implied_volume");
        let error = Parameters::parse(&unknown).unwrap_err();
        assert!(error.to_string().contains("implied_volume"), "{error}");
        let wild = LOCALNET.replace("halt_secs = 300", "halt_secs = 30000");
        assert!(matches!(
            Parameters::parse(&wild),
            Err(ParametersError::OutOfBounds("[market]"))
        ));
    }
}
