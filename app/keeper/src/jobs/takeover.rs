//! The best that can be made of one unhealthy account: by which means, of which short, how much.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast_client::{
    ballast::state::{MarginAccount, Market, Position},
    instructions as ix,
    option_risk::{liquidation::Means, units::Kind},
    views::{self, Liquidation},
    MarketKeys, SeriesKeys,
};

use super::profit::Gain;
use crate::{terms::Terms, view::View};

/// Halvings of what the keeper's own account cannot carry.
const HALVINGS: u32 = 16;

/// A liquidation that could be sent.
pub struct Offer {
    /// By which means.
    pub means: Means,
    /// Of which short.
    pub series: SeriesKeys,
    /// As the program would carry it out.
    pub found: Liquidation,
    /// What it brings.
    pub gain: Gain,
    /// The keeper's account after a takeover.
    pub own_after: Option<MarginAccount>,
}

/// Whom and by what an account is liquidated.
pub struct Scene<'a> {
    /// The moment.
    pub view: &'a View<'a>,
    /// What the keeper wants.
    pub terms: &'a Terms,
    /// The market after what is planned already.
    pub market: &'a Market,
    /// The keeper's own account of that kind after it, if there is one.
    pub own: Option<&'a MarginAccount>,
    /// Series whose options are planned to be burned already.
    pub burned: &'a [Pubkey],
}

impl Scene<'_> {
    /// The offer that brings most for an account, profitable or not; none where nothing can be done.
    pub fn best(&self, account: &MarginAccount) -> Option<Offer> {
        let kind = account.kind().ok()?;
        let mut offers: Vec<Offer> = Vec::new();
        let allowed = |means| self.terms.config.liquidate.means.allow(means);
        if allowed(Means::Takeover) && self.own.is_some() {
            let heaviest = views::heaviest_short(self.market, account, self.view.now()).ok();
            offers.extend(heaviest.flatten().and_then(|short| {
                let series = series_of(self.view.keys(), kind, short);
                self.takeover(account, &series)
            }));
        }
        if allowed(Means::Burn) {
            let shorts = account.positions.iter().filter(|p| p.short > p.long);
            offers.extend(shorts.filter_map(|short| {
                let series = series_of(self.view.keys(), kind, short);
                let held = match self.burned.contains(&series.series) {
                    true => 0,
                    false => self.view.mirror.own().options(&series),
                };
                self.burn(account, &series, held)
            }));
        }
        offers.into_iter().max_by_key(|offer| offer.gain.edge())
    }

    fn liquidation(
        &self,
        account: &MarginAccount,
        series: &SeriesKeys,
        means: Means,
        most: u64,
    ) -> Option<Liquidation> {
        let most = most.min(self.terms.max_contracts);
        let now = self.view.now();
        views::liquidation(self.market, account, &series.series, means, most, now).ok()
    }

    fn offer(&self, means: Means, series: &SeriesKeys, found: Liquidation) -> Option<Offer> {
        let rent = match means {
            Means::Takeover => 0,
            Means::Burn => self.view.rent_of_tokens(series.kind),
        };
        let gain = Gain::of(&found, series.kind, means, self.market, self.terms, rent).ok()?;
        Some(Offer {
            means,
            series: *series,
            found,
            gain,
            own_after: None,
        })
    }

    fn burn(&self, account: &MarginAccount, series: &SeriesKeys, held: u64) -> Option<Offer> {
        let found = (held > 0).then(|| self.liquidation(account, series, Means::Burn, held));
        self.offer(Means::Burn, series, found??)
    }

    /// As much as the keeper's own account can carry after it.
    fn takeover(&self, account: &MarginAccount, series: &SeriesKeys) -> Option<Offer> {
        let own = self.own?;
        let carried = |most: u64| {
            let found = self.liquidation(account, series, Means::Takeover, most)?;
            let after = found.taken_by(self.market, own, self.view.now()).ok()?;
            Some((found, after))
        };
        let whole = self.liquidation(account, series, Means::Takeover, u64::MAX)?;
        let no = whole.plan.contracts;
        let offer = self.offer(Means::Takeover, series, whole)?;
        if !offer.gain.is_enough(self.terms) {
            // A part of it brings no more.
            return Some(offer);
        }
        let (mut best, mut no) = (carried(u64::MAX), no);
        let mut yes = 0;
        for _ in 0..HALVINGS {
            if best.is_some() && yes == 0 || no - yes <= self.least_step() {
                break;
            }
            let half = yes + (no - yes) / 2;
            match carried(half) {
                Some(found) => (best, yes) = (Some(found), half),
                None => no = half,
            }
        }
        let (found, after) = best?;
        let offer = self.offer(Means::Takeover, series, found)?;
        Some(Offer {
            own_after: Some(after),
            ..offer
        })
    }

    /// Sizes nearer to each other than this are as good as the same.
    fn least_step(&self) -> u64 {
        self.market.params.liquidation.tiny_contracts.max(1)
    }
}

impl Offer {
    /// What carries it out, for no less than the keeper wants to gain.
    pub fn instructions(
        &self,
        scene: &Scene,
        account: &MarginAccount,
        me: &Pubkey,
    ) -> Vec<Instruction> {
        let (keys, series, owner) = (scene.view.keys(), &self.series, &account.owner);
        let contracts = self.found.plan.contracts;
        match self.means {
            Means::Takeover => vec![ix::liquidate(keys, series, me, owner, contracts)],
            Means::Burn => {
                let mint = keys.collateral_mint(series.kind);
                let program = keys.collateral_token_program(series.kind);
                let least = self.least_payment(scene);
                vec![
                    ix::create_token_account(me, me, &mint, &program),
                    ix::liquidate_with_options(keys, series, me, owner, contracts, least),
                ]
            }
        }
    }

    /// Collateral atoms below which it would not be worth it any more.
    fn least_payment(&self, scene: &Scene) -> u64 {
        let spare = self.gain.edge() - self.gain.least(scene.terms);
        let spare = u64::try_from(spare).unwrap_or(0);
        let (scale, price) = (scene.market.scale(), scene.market.risk.price);
        let spare = match self.series.kind {
            Kind::Put => spare,
            Kind::Call => scale.base_for_quote_down(spare, price).unwrap_or(0),
        };
        self.found.received.saturating_sub(spare)
    }
}

/// The addresses of the series of a position.
pub fn series_of(keys: &MarketKeys, kind: Kind, position: &Position) -> SeriesKeys {
    SeriesKeys::derive(keys, kind, position.strike, position.expiry_ts)
}
