//! Liquidation takes nobody healthy, and leaves whom it takes better off.

use ballast::state::MarginAccount;

use crate::scene::Scene;

/// Collateral and maintenance requirement of one account.
pub type Health = Option<(u64, u64)>;

pub fn of(scene: &mut Scene, accounts: &[MarginAccount]) -> Vec<Health> {
    let (market, now) = (scene.world.market(), scene.world.now());
    let of = |account| {
        let health = ballast_client::views::health(&market, account, now).ok()?;
        Some((health.collateral, health.maintenance.required))
    };
    accounts.iter().map(of).collect()
}

/// The account whose short shrank is better off.
pub fn require_better(
    (old, old_health): (&[MarginAccount], &[Health]),
    (new, new_health): (&[MarginAccount], &[Health]),
) -> Result<(), String> {
    let shorts = MarginAccount::shorts;
    for index in 0..old.len() {
        if shorts(&new[index]) >= shorts(&old[index]) {
            continue;
        }
        let (Some(was), Some(is)) = (old_health[index], new_health[index]) else {
            return Err("no health".to_string());
        };
        let rose = u128::from(is.0) * u128::from(was.1) > u128::from(was.0) * u128::from(is.1);
        // With nothing to pay from, or nothing left to require, there is no ratio to raise.
        if was.0 > 0 && is.1 > 0 && !rose {
            return Err(format!("health from {was:?} to {is:?}"));
        }
        if was.0 >= was.1 {
            return Err(format!("liquidated in health: {was:?}"));
        }
    }
    Ok(())
}
