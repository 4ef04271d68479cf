//! What a liquidation brings the keeper, in quote.

use ballast_client::{
    ballast::state::Market,
    option_risk::{liquidation::Means, units::Kind, RiskError},
    views::Liquidation,
};

use crate::terms::Terms;

/// One whole in basis points.
const BPS: u128 = 10_000;

/// What a liquidation brings and costs, quote atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// What is received above the mark of what is taken; below zero where an account cannot pay that.
    pub bonus: i128,
    /// What the position is reckoned to cost until it is gone.
    pub risk: u128,
    /// The most that the transaction can cost.
    pub fee: u128,
    /// Contracts at the market's price.
    pub notional: u128,
}

impl Gain {
    /// Of a liquidation as planned; `rent` are lamports it costs besides. Every rounding is against the keeper.
    pub fn of(
        found: &Liquidation,
        kind: Kind,
        means: Means,
        market: &Market,
        terms: &Terms,
        rent: u64,
    ) -> Result<Self, RiskError> {
        let (scale, price) = (market.scale(), market.risk.price);
        let above = i128::from(found.received) - i128::from(found.plan.mark);
        let atoms = u64::try_from(above.unsigned_abs()).map_err(|_| RiskError::Overflow)?;
        let bonus = match (kind, above >= 0) {
            (Kind::Put, _) => above,
            (Kind::Call, true) => i128::from(scale.quote_for_base_down(atoms, price)?),
            (Kind::Call, false) => -i128::from(scale.quote_for_base_up(atoms, price)?),
        };
        let notional = u128::from(scale.quote_for_base_up(found.plan.contracts, price)?);
        // Options that are burned leave nothing behind.
        let risk_bps = match means {
            Means::Takeover => terms.config.liquidate.position_risk_bps,
            Means::Burn => 0,
        };
        Ok(Self {
            bonus,
            risk: (notional * u128::from(risk_bps)).div_ceil(BPS),
            fee: terms.most_cost(market, rent).into(),
            notional,
        })
    }

    /// What is left of it. Each part is below 2^80.
    pub fn edge(&self) -> i128 {
        self.bonus - self.risk as i128 - self.fee as i128
    }

    /// What it must leave.
    pub fn least(&self, terms: &Terms) -> i128 {
        let share = self.notional * u128::from(terms.config.liquidate.min_profit_bps);
        u128::from(terms.min_profit).max(share.div_ceil(BPS)) as i128
    }

    /// Whether it is worth the keeper's while.
    pub fn is_enough(&self, terms: &Terms) -> bool {
        self.edge() >= self.least(terms)
    }
}
