//! Open interest against its caps.

use option_risk::open_interest::{allow, allow_account, OpenInterestParams};
use option_risk::RiskError;

#[test]
fn caps_bind_above_them() {
    let caps = OpenInterestParams::default();
    let (market, series) = (caps.market_contracts, caps.series_contracts);
    assert_eq!(allow(&caps, market, series), Ok(()));
    for (market, series) in [(market + 1, series), (market, series + 1)] {
        assert_eq!(
            allow(&caps, market, series),
            Err(RiskError::OpenInterestCap)
        );
    }
    let account = caps.account_contracts;
    assert_eq!(allow_account(&caps, account), Ok(()));
    assert_eq!(
        allow_account(&caps, account + 1),
        Err(RiskError::ConcentrationCap)
    );
}
