//! Accounts that older code wrote, read by this: the bytes in `fixtures/market.json` are a market's of one day. A change of
//! layout without a migration fails here.

mod figures;
mod fixture;
mod life;
mod others;
mod scene;

use crate::drill::Drill;
use scene::Cast;

#[test]
fn upgrade_with_live_accounts() {
    if fixture::is_rewritten() {
        fixture::write(&scene::play());
    }
    let mut drill = fixture::load();
    let cast = Cast::of(&drill);
    known(&mut drill, &cast);
    figures::are_as_written(&mut drill, &cast);
    drill.balance();
    let refused = others::are_refused(&drill, &cast);
    println!("drill upgrade: {refused} altered accounts refused, of every type");
    life::goes_on(&mut drill, &cast);
}

/// What no account says of itself: which series and margin accounts there are.
fn known(drill: &mut Drill, cast: &Cast) {
    drill.world.series = vec![cast.calls, cast.puts];
    drill.world.margins = vec![(cast.writer.key(), scene::PUT)];
}
