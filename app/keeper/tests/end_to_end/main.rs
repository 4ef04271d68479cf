//! A day of a market on the local node with everything that goes wrong: a crash that halts it, a keeper killed, two of them
//! racing, a line that stalls and one that garbles, a node that is restarted, and accounts that only look like the
//! program's. Whatever is due is done, once.

mod garbage;
mod log;
mod machine;
mod proxy;
mod state;

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use log::Log;
use machine::Machine;
use proxy::Fault;
use state::State;

/// The built-in crash starts at 06:30 UTC, this many seconds since 1970; it falls at 08:04.
const STARTS: i64 = 1_768_199_400;
const HOUR: f64 = 3_600.0;
/// How long what is due in the end may take, and between two looks.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(200);

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
    sleep(Duration::from_secs(4));
    machine.line(Fault::None);

    // After the crash and the reopening the line garbles what it carries.
    machine.wait_until(hours(2.6));
    machine.line(Fault::Garbage);
    sleep(Duration::from_secs(3));
    machine.line(Fault::None);

    // The node goes away and comes back, faster: a whole day passes.
    machine.wait_until(hours(3.2));
    machine.stop_node();
    sleep(Duration::from_secs(2));
    machine.start_node(&["--crash", "--speed", "1200x", "--slot-ms", "50"]);
    machine.wait_until(hours(27.0));

    // The clock goes on meanwhile: what falls due at this moment is given time.
    let since = Instant::now();
    loop {
        let undone = undone(&machine);
        if undone.is_empty() {
            break;
        }
        assert!(since.elapsed() < PATIENCE, "{undone:#?}");
        sleep(POLL);
    }
    let metrics = machine.metrics(2);
    assert!(
        number(&metrics, "ballast_keeper_rpc_errors_total") > 0.0,
        "{metrics}"
    );
    assert!(
        number(&metrics, "ballast_keeper_garbage_accounts") >= 1.0,
        "{metrics}"
    );
    let logs = machine.stop_keepers();
    let state = State::read(&machine.node(), &machine.wallets());
    machine.stop_node();
    nothing_is_done_twice(&state, &logs);
}

/// What was due by now and is not done.
fn undone(machine: &Machine) -> Vec<String> {
    let state = State::read(&machine.node(), &machine.wallets());
    let mut undone = Vec::new();
    let mut require = |is_so: bool, what: String| undone.extend((!is_so).then_some(what));
    let metrics = machine.metrics(2);
    let is_up = metrics.contains("\nballast_keeper_up 1");
    require(is_up, "a keeper is not up".to_owned());
    let trips = state.market.risk.breaker.trip_count;
    require(trips >= 1, "the crash has not halted the market".to_owned());
    // A quarter of an hour, in which the last expiry may still be under way, is left out.
    for (address, series) in &state.series {
        if series.expiry_ts < state.now - 900 {
            require(series.settled, format!("series {address} is not settled"));
            let shorts = series.open_shorts;
            require(shorts == 0, format!("series {address} has {shorts} shorts"));
        }
    }
    let expired = (state.series.iter()).filter(|(_, it)| it.expiry_ts < state.now);
    let expired = expired.count();
    require(expired >= 6, format!("two days' series are {expired}"));
    let (_, vault) = &state.vaults[0];
    require(vault.book.round >= 3, format!("round {}", vault.book.round));
    let (stage, expiry_ts) = (vault.stage, vault.sale.expiry_ts);
    require(
        expiry_ts > state.now,
        format!("{stage:?}, its options have expired at {expiry_ts}"),
    );
    for (address, account) in &state.margins {
        let health = state.health(account);
        require(
            !health.is_liquidatable(),
            format!("{address} is left at {} bps", health.bps()),
        );
        let flagged = account.flagged_ts;
        require(
            flagged == 0,
            format!("{address} is flagged since {flagged}"),
        );
    }
    let held = state.keepers_options;
    require(held == 0, format!("keepers have {held} options to redeem"));
    undone
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
