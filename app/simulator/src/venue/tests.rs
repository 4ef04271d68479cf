//! A venue under prices made up here.

use option_math::I64F64;
use option_risk::breaker::Stage;

use super::*;

const START: u64 = 10_000_000_000;
const START_TS: i64 = 1_768_176_000;

/// A venue after an hour of calm, with accounts of these leverages.
struct Scene {
    venue: Venue,
    depth: Depth,
    now: i64,
}

impl Scene {
    fn open(mechanism: &str, ltvs: &[f64]) -> Self {
        Self::with(Settings::default(), mechanism, ltvs)
    }

    fn with(settings: Settings, mechanism: &str, ltvs: &[f64]) -> Self {
        let mechanism = Mechanism::parse(mechanism).expect("a mechanism");
        let venue = Venue::open(&settings, &mechanism, START, START_TS).expect("a venue");
        let depth = Depth::new(&settings.model, START, START_TS).expect("depth");
        let mut scene = Self {
            venue,
            depth,
            now: START_TS,
        };
        for _ in 0..60 {
            scene.step(START);
        }
        let wanted: Vec<I64F64> = ltvs.iter().map(|ltv| I64F64::from_num(*ltv)).collect();
        let opened = (scene.venue).open_accounts(&wanted, Terms::Wanted, scene.now);
        opened.expect("accounts");
        scene
    }

    fn step(&mut self, price: u64) -> Flows {
        self.now += 60;
        self.depth.observe(price, self.now).expect("a price");
        let flows = self.venue.step(price, self.now, &self.depth);
        flows.expect("a step")
    }

    fn under(&mut self) -> Vec<usize> {
        let (market, writers) = (&self.venue.market, &mut self.venue.writers);
        let seen = writers.flag(market, self.now).expect("flags");
        seen.map_or(Vec::new(), |seen| seen.under)
    }

    fn balance(&self, lowest: u64) -> Balance {
        let balance = self.venue.balance(lowest, self.now);
        balance.expect("a balance")
    }
}

/// `percent` of the start.
fn at(percent: u64) -> u64 {
    START / 100 * percent
}

/// The baseline liquidates at 80% of value, and an account is worth nothing where the price falls to its debt.
#[test]
fn a_short_put_in_the_money_is_a_loan() {
    let mut settings = Settings::default();
    // Nobody has the capital to liquidate: accounts stay as they are.
    settings.model.keeper_capital_quote = 0;
    settings.model.insurance_quote = 0;
    let mut scene = Scene::with(settings, "none", &[0.50, 0.60, 0.70, 0.75]);
    assert!(scene.under().is_empty(), "all are under 80%");
    // 0.75 / 0.93 is over it, 0.70 / 0.93 is not.
    scene.step(at(93));
    assert_eq!(scene.under(), [3]);
    scene.step(at(86));
    assert_eq!(scene.under(), [3, 2]);
    // 60% of the start: the debts of 0.70 and 0.75 are over it by 0.10 and 0.15 of a quarter of the notional each.
    scene.step(at(60));
    let notional = settings.model.notional_quote / 4;
    let balance = scene.balance(at(60));
    let expected = notional / 100 * 25;
    assert!(
        balance.bad_debt.abs_diff(expected) < expected / 100,
        "{balance:?}"
    );
    assert_eq!((balance.liquidated, balance.insurance_used), (0, 0));
    assert!(balance.debt.abs_diff(notional / 100 * 255) < notional / 1_000);
}

#[test]
fn what_is_liquidated_is_sold_and_counted() {
    let mut scene = Scene::open("none", &[0.50, 0.75]);
    scene.venue.hedgers.stop();
    // A minute's latency, then all of it.
    assert_eq!(scene.step(at(93)), Flows::default());
    let flows = scene.step(at(93));
    let half = Settings::default().model.notional_quote / 2;
    let sold = flows.liquidations.unsigned_abs();
    assert!(sold.abs_diff(half / 100 * 93) < half / 1_000, "{flows:?}");
    // Solvent if the fundamental never fell to its debt, and not if it did.
    let balance = scene.balance(at(90));
    assert!(balance.liquidated.abs_diff(half / 100 * 75) < half / 1_000);
    assert_eq!(balance.unnecessary, balance.liquidated);
    assert_eq!(scene.balance(at(70)).unnecessary, 0);
    // A fixed bonus of about 5% of the debt.
    assert!(balance.penalties > half / 100 * 3 && balance.penalties < half / 100 * 5);
}

/// In every stage that shuts the market, and whoever shuts it.
#[test]
fn nothing_is_traded_while_the_market_is_shut() {
    for mechanism in ["all", "staged-breaker", "halt-15", "halt-60"] {
        let mut scene = Scene::open(mechanism, &[0.50, 0.60, 0.70, 0.78]);
        let mut shut = 0;
        for minute in 0..90 {
            let price = at(100 - minute.min(30));
            let flows = scene.step(price);
            let stage = scene.venue.market.risk.breaker.stage();
            if stage == Stage::Halted || scene.venue.was_shut {
                assert_eq!(flows, Flows::default(), "{mechanism}, minute {minute}");
                shut += 1;
            }
        }
        assert!(shut >= 5, "{mechanism} never shut");
        let halted = scene.venue.halted_secs();
        assert!(halted >= 60 * (shut - 1), "{mechanism}: {halted} s");
    }
}

#[test]
fn the_fund_pays_what_writers_cannot_and_no_more_than_it_has() {
    let mut settings = Settings::default();
    settings.model.keeper_capital_quote = 0;
    let insured = |insurance: u64| {
        let mut settings = settings;
        settings.model.insurance_quote = insurance;
        let mut scene = Scene::with(settings, "none", &[0.70]);
        for _ in 0..120 {
            scene.step(at(60));
        }
        scene.balance(at(60))
    };
    let plenty = insured(100_000_000_000_000);
    assert!(plenty.bad_debt > 0);
    assert_eq!(plenty.insurance_used, plenty.bad_debt);
    let little = insured(1_000_000);
    assert_eq!(little.bad_debt, plenty.bad_debt);
    assert_eq!(little.insurance_used, 1_000_000);
}

#[test]
fn keepers_without_capital_or_profit_stay_away() {
    let sold = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        let mut scene = Scene::with(settings, "none", &[0.75; 8]);
        scene.venue.hedgers.stop();
        let flows: i64 = (0..5).map(|_| scene.step(at(93)).liquidations).sum();
        flows
    };
    let all = sold(|_| {});
    assert!(all < 0);
    assert_eq!(sold(|s| s.model.keeper_capital_quote = 0), 0);
    assert_eq!(sold(|s| s.model.keeper_cost_bps = 1_000), 0);
    // What keepers carry they do not sell.
    assert_eq!(sold(|s| s.model.keeper_hedge_bps = 0), 0);
    let few = sold(|s| s.model.keeper_capital_quote = 500_000_000_000);
    assert!(few < 0 && few > all);
}

#[test]
fn lost_collateral_is_debt() {
    let mut scene = Scene::open("none", &[0.70, 0.70]);
    scene.venue.lose_collateral(100_000, 2, 1).expect("a loss");
    scene.step(START);
    // A tenth of what stands behind the first: 60% of the strike of 130% less 70%, 6% of value.
    assert!(scene.under().is_empty());
    scene.step(at(94));
    assert_eq!(scene.under(), [0]);
}

/// What the ladder is sized for is what the market's book says, and once only: also after accounts are opened anew.
#[test]
fn the_loop_gain_is_that_of_one_ladder() {
    let mut scene = Scene::open("none", &[]);
    let wanted = Settings::default().model.hedge_ratio_milli;
    for _ in 0..3 {
        scene.step(START);
        let gain = scene
            .venue
            .market
            .loop_gain_milli(scene.now)
            .expect("a gain");
        assert!(gain.abs_diff(wanted) <= wanted / 20, "{gain}");
        let mechanism = Mechanism::parse("none").expect("the baseline");
        scene
            .venue
            .reopen(&mechanism, scene.now)
            .expect("a new day");
    }
}

/// A per cent more or less, and everybody hedges what their gamma says.
#[test]
fn vaults_hedge_in_full_where_nothing_holds_them_back() {
    let mut scene = Scene::open("none", &[]);
    let depth = Settings::default().model.depth_quote_per_pct as f64;
    let flow = scene.step(at(99)).hedges as f64;
    assert!((flow / depth + 0.4).abs() < 0.04, "{}", flow / depth);
    let back = scene.step(START).hedges as f64;
    assert!((back / depth - 0.4).abs() < 0.04, "{}", back / depth);
    let tracking = scene.venue.tracking();
    // A target is whole basis points of assets.
    let mean_ppm = tracking.sum_ppm / tracking.steps;
    assert!(mean_ppm < 1_000, "{tracking:?}");

    let mut capped = Scene::open("hedge-cap", &[]);
    for percent in [98, 96, 94, 92] {
        capped.step(at(percent));
    }
    let tracking = capped.venue.tracking();
    assert!(
        tracking.sum_ppm > 100_000 && tracking.cost > 0,
        "{tracking:?}"
    );
}

/// Liquidations of the last minute are in the loop gain that the next print is judged by.
#[test]
fn a_cascade_raises_the_gain() {
    let mut scene = Scene::open("none", &[0.75; 40]);
    scene.venue.hedgers.stop();
    scene.step(at(93));
    scene.step(at(93));
    let next = scene.now + 60;
    let gain = scene.venue.market.loop_gain_milli(next).expect("a gain");
    assert!(gain > 1_000, "{gain}");
}

/// A flag counts from the fall it was set in, and whoever recovers is noticed anew.
#[test]
fn recovery_ends_what_the_fall_began() {
    let mut settings = Settings::default();
    settings.model.keeper_capital_quote = 0;
    let mut scene = Scene::with(settings, "none", &[0.75]);
    scene.step(at(93));
    assert!(scene.venue.writers.all[0].account.flagged_ts != 0);
    scene.step(START);
    let writer = &scene.venue.writers.all[0];
    assert_eq!((writer.account.flagged_ts, writer.under_ts), (0, 0));
}

/// One who pays nothing does not stand before one who pays.
#[test]
fn the_worst_does_not_block_the_rest() {
    let mut scene = Scene::open("none", &[0.75, 0.899]);
    scene.venue.hedgers.stop();
    scene.step(at(90));
    // 0.899 of the start is 99.9% of 90: solvent, and nothing left for a bonus.
    let flows = scene.step(at(90));
    let half = Settings::default().model.notional_quote / 2;
    assert!(
        flows.liquidations.unsigned_abs().abs_diff(half / 100 * 90) < half / 100,
        "{flows:?}"
    );
}

/// What the fund takes over is neither liquidated nor forgotten.
#[test]
fn what_is_backstopped_is_told() {
    let mut scene = Scene::open("none", &[0.50, 0.75]);
    for _ in 0..120 {
        // The stable price follows half a per cent a minute.
        scene.step(at(74));
    }
    let balance = scene.balance(at(74));
    let half = Settings::default().model.notional_quote / 2;
    assert!(
        balance.backstopped.abs_diff(half / 100 * 75) < half / 1_000,
        "{balance:?}"
    );
    assert_eq!((balance.liquidated, balance.left_under), (0, 0));
    assert!(balance.bad_debt.abs_diff(half / 100) < half / 1_000);
}
