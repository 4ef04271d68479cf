//! A day of a market on the local node with everything that goes wrong: a crash that halts it, a keeper killed, two of them
//! racing, a line that stalls and one that garbles, a node that is restarted, and accounts that only look like the
//! program's. Whatever is due is done, once.

mod garbage;
mod log;
mod machine;
mod proxy;
mod state;

use std::time::Duration;

use log::Log;
use machine::Machine;
use proxy::Fault;
use state::State;

/// The built-in crash starts at 06:30 UTC, this many seconds since 1970; it falls at 08:04.
const STARTS: i64 = 1_768_199_400;
const HOUR: f64 = 3_600.0;

/// Unix seconds so many hours after the prices start.
fn hours(after: f64) -> i64 {
    STARTS + (after * HOUR) as i64
}

#[test]
fn a_day_in_which_everything_goes_wrong() {
    let Some(mut machine) = Machine::assemble() else {
        return;
    };
    machine.start_node(&["--crash", "--fresh", "--speed", "240x", "--slot-ms", "100"]);
    garbage::plant(&machine.node());
    machine.start_keeper(1);
    machine.start_keeper(2);

    // Killed in the middle of its work, and started again.
    machine.wait_until(hours(0.4));
    machine.kill_keeper(1);
    machine.wait_until(hours(0.7));
    machine.start_keeper(1);

    // Requests time out; the expiry of 08:00 is near.
    machine.wait_until(hours(1.1));
    machine.line(Fault::Stall);
    std::thread::sleep(Duration::from_secs(4));
    machine.line(Fault::None);

    // After the crash and the reopening the line garbles what it carries.
    machine.wait_until(hours(2.6));
    machine.line(Fault::Garbage);
    std::thread::sleep(Duration::from_secs(3));
    machine.line(Fault::None);

    // The node goes away and comes back, faster: a whole day passes.
    machine.wait_until(hours(3.2));
    machine.stop_node();
    std::thread::sleep(Duration::from_secs(2));
    machine.start_node(&["--crash", "--speed", "1200x", "--slot-ms", "50"]);
    machine.wait_until(hours(27.0));

    let metrics = machine.metrics(2);
    assert!(metrics.contains("\nballast_keeper_up 1"), "{metrics}");
    assert!(
        number(&metrics, "ballast_keeper_rpc_errors_total") > 0.0,
        "{metrics}"
    );
    assert!(
        number(&metrics, "ballast_keeper_garbage_accounts") >= 1.0,
        "{metrics}"
    );
    let state = State::read(&machine.node(), &machine.wallets());
    let logs = machine.stop_keepers();
    machine.stop_node();
    everything_is_done(&state);
    nothing_is_done_twice(&state, &logs);
}

/// What was due by now is done.
fn everything_is_done(state: &State) {
    assert!(
        state.market.risk.breaker.trip_count >= 1,
        "the crash did not halt the market"
    );
    // A quarter of an hour, in which the last expiry may still be under way, is left out.
    for (address, series) in &state.series {
        if series.expiry_ts < state.now - 900 {
            assert!(series.settled, "series {address} is not settled");
            assert_eq!(series.open_shorts, 0, "series {address} has shorts");
        }
    }
    let expired = state
        .series
        .iter()
        .filter(|(_, it)| it.expiry_ts < state.now);
    assert!(expired.count() >= 6, "two days' series");
    let (_, vault) = &state.vaults[0];
    assert!(vault.book.round >= 3, "round {}", vault.book.round);
    let (stage, expiry_ts) = (vault.stage, vault.sale.expiry_ts);
    assert!(
        expiry_ts > state.now,
        "{stage:?}, its options have expired at {expiry_ts}"
    );
    for (address, account) in &state.margins {
        let health = state.health(account);
        assert!(
            !health.is_liquidatable(),
            "{address} is left at {} bps",
            health.bps()
        );
        assert_eq!(account.flagged_ts, 0, "{address} is still flagged");
    }
    assert_eq!(state.keepers_options, 0, "a keeper has not redeemed");
}

/// Two keepers, one of them twice, and every step has one transaction.
fn nothing_is_done_twice(state: &State, logs: &[Log]) {
    let all: Vec<_> = logs.iter().flat_map(|log| &log.done).collect();
    let count = |job: &str, what: &str| {
        let done = all
            .iter()
            .filter(|done| done.job == job && done.what == what);
        done.count()
    };
    let (_, vault) = &state.vaults[0];
    // The first round was rolled, and its sale ended, before anybody was let in.
    let rounds = usize::try_from(vault.book.round).unwrap() - 1;
    assert_eq!(count("roll", "roll_round"), rounds);
    let mut steps: Vec<_> = (all.iter())
        .filter(|done| done.job == "settle")
        .map(|done| (&done.what, &done.about, &done.detail))
        .collect();
    let settled = steps.len();
    assert!(settled >= 10, "{settled} steps of settlement");
    steps.sort_unstable();
    steps.dedup();
    assert_eq!(steps.len(), settled, "a settlement was done twice");
    let taken = all.iter().filter(|done| done.job == "liquidate").count();
    assert!(taken >= 1, "nobody was liquidated");
    assert_eq!(
        count("redeem", "redeem"),
        1,
        "a keeper has options worth something"
    );
    // Signatures are the chain's own word for one transaction.
    let mut signatures: Vec<_> = all.iter().map(|done| &done.signature).collect();
    signatures.sort_unstable();
    signatures.dedup();
    assert_eq!(signatures.len(), all.len());
    for log in logs {
        assert!(!log.text.contains("panicked"), "{}", log.text);
    }
}

/// A metric's value; the sum, if it has labels.
fn number(metrics: &str, name: &str) -> f64 {
    let lines = metrics.lines().filter(|line| line.starts_with(name));
    lines
        .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        .sum()
}
