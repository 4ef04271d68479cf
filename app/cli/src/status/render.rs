//! A market's status for a terminal.

use std::fmt::{Result, Write};

use ballast_client::reports::{Gamma, Pending, Status, Window};

use crate::format::{duration, grouped, utc};

/// Width of a bar in characters.
const BAR: usize = 24;

/// The whole page, at most 80 columns wide.
pub fn render(status: &Status) -> std::result::Result<String, std::fmt::Error> {
    let mut out = String::new();
    writeln!(out, "market      {}", status.market)?;
    writeln!(out, "time        {} UTC", utc(status.now_ts))?;
    price(&mut out, status)?;
    stage(&mut out, status)?;
    volatility(&mut out, status)?;
    writeln!(
        out,
        "\nwindows     nearness to a halt, which takes both the deviations and the move"
    )?;
    for window in &status.windows {
        row(&mut out, window)?;
    }
    writeln!(out, "\nlimits")?;
    for limit in &status.limits {
        writeln!(out, "  {:<24}{}", limit.action, limit.answer)?;
    }
    gamma(&mut out, &status.gamma)?;
    expiries(&mut out, status)?;
    proposals(&mut out, status)?;
    Ok(out)
}

fn price(out: &mut String, status: &Status) -> Result {
    let price = &status.price;
    let age = duration(price.age_seconds.max(0));
    writeln!(out, "price       {}, {age} old", grouped(price.last, 4))?;
    let ema = price.ema.map_or_else(
        || "no average".to_owned(),
        |ema| format!("average {}", grouped(ema, 4)),
    );
    writeln!(
        out,
        "            stable {}, {ema}, {} prints rejected",
        grouped(price.stable, 4),
        price.rejected
    )?;
    match &price.unfit_for_new_risk {
        Some(why) => writeln!(out, "            not fit for new risk: {why}"),
        None => Ok(()),
    }
}

fn stage(out: &mut String, status: &Status) -> Result {
    let stage = &status.stage;
    write!(out, "stage       {}", stage.name.to_uppercase())?;
    if let Some(until) = stage.until_ts {
        let left = duration((until - status.now_ts).max(0));
        write!(out, ", {left} left: {}", stage.reason)?;
        if stage.direction != "none" {
            write!(out, ", {}", stage.direction)?;
        }
    }
    let halted = i64::try_from(stage.halted_seconds).unwrap_or(i64::MAX);
    let ever = duration(halted);
    writeln!(
        out,
        "\n            {} halts ever, {ever} in all",
        stage.halts
    )
}

fn volatility(out: &mut String, status: &Status) -> Result {
    let vol = &status.volatility;
    writeln!(
        out,
        "volatility  slow {:.1}%  fast {:.1}%  jump {:.1}%  implied {:.1}%",
        vol.slow * 1e2,
        vol.fast * 1e2,
        vol.jump * 1e2,
        vol.implied * 1e2,
    )?;
    writeln!(
        out,
        "            mark {:.1}%  maintenance {:.1}%  initial {:.1}%",
        vol.mark * 1e2,
        vol.maintenance * 1e2,
        vol.initial * 1e2,
    )
}

fn row(out: &mut String, window: &Window) -> Result {
    let throttle = window.throttle.as_ref().map_or_else(String::new, |least| {
        format!(", throttles at {} and {}%", least.z, least.move_pct)
    });
    writeln!(
        out,
        "  {:>2} min  {} z {:.1} of {}, {:.2}% of {}%{throttle}",
        window.minutes,
        bar(nearness(window)),
        window.z,
        window.halt.z,
        window.move_pct,
        window.halt.move_pct,
    )
}

/// How near a window is to halting: both of its thresholds have to be exceeded, so the further one counts.
fn nearness(window: &Window) -> f64 {
    let halt = &window.halt;
    (window.z / halt.z).min(window.move_pct / halt.move_pct)
}

/// A share as a bar, full at 1 and above.
fn bar(share: f64) -> String {
    let filled = (share.clamp(0.0, 1.0) * BAR as f64).round() as usize;
    format!("{}{}|", "#".repeat(filled), ".".repeat(BAR - filled))
}

/// Amounts in quote tokens per 1% move.
fn gamma(out: &mut String, gamma: &Gamma) -> Result {
    let refreshed = match gamma.refreshed_ts {
        0 => "never refreshed".to_owned(),
        ts => format!("refreshed {}", utc(ts)),
    };
    writeln!(
        out,
        "\ngamma       loop gain {:.3}, throttles above {} ({refreshed}; now {:.3})",
        gamma.loop_gain, gamma.throttle_gain, gamma.loop_gain_refreshed,
    )?;
    writeln!(
        out,
        "  hedges {} and liquidations {} per 1%, over depth {}",
        grouped(-gamma.net_gamma_per_pct.min(0.0), 0),
        grouped(gamma.liquidated, 0),
        grouped(gamma.depth_per_pct, 0),
    )?;
    writeln!(
        out,
        "  net gamma {} (now {}), net vega {}, concentration {:.2}",
        grouped(gamma.net_gamma_per_pct, 0),
        grouped(gamma.net_gamma_refreshed, 0),
        grouped(gamma.net_vega, 0),
        gamma.concentration,
    )?;
    walls(out, gamma)
}

/// Gamma by strike, the largest a full bar, and where its sum changes sign.
fn walls(out: &mut String, gamma: &Gamma) -> Result {
    let largest = gamma.walls.first().map_or(0.0, |wall| wall.gross_per_pct);
    for wall in &gamma.walls {
        writeln!(
            out,
            "  {:>12}  {} {}",
            grouped(wall.strike, 2),
            bar(wall.gross_per_pct / largest),
            grouped(wall.net_per_pct, 0),
        )?;
    }
    let flips: Vec<String> = gamma.flips.iter().map(|spot| grouped(*spot, 2)).collect();
    match flips.is_empty() {
        true => writeln!(out, "  no flip within 60% to 140% of the price"),
        false => writeln!(out, "  flips at {}", flips.join(", ")),
    }
}

fn expiries(out: &mut String, status: &Status) -> Result {
    writeln!(out, "\nexpiries")?;
    if status.expiries.is_empty() {
        return writeln!(out, "  none");
    }
    for expiry in &status.expiries {
        let settled = expiry.settlement.map_or_else(
            || format!("{} s of the last half hour priced", expiry.covered_seconds),
            |price| format!("settles at {}", grouped(price, 4)),
        );
        let series = expiry.series;
        writeln!(
            out,
            "  {} UTC  {series} series, {settled}",
            utc(expiry.expiry_ts)
        )?;
    }
    Ok(())
}

fn proposals(out: &mut String, status: &Status) -> Result {
    writeln!(out, "\nproposals")?;
    if status.proposals.is_empty() {
        return writeln!(out, "  none");
    }
    for proposal in &status.proposals {
        let Pending {
            index,
            change,
            target,
            ..
        } = proposal;
        let when = when(proposal, status.now_ts);
        writeln!(out, "  {index:>4}  {change}, {when}\n        of {target}")?;
    }
    Ok(())
}

fn when(proposal: &Pending, now: i64) -> String {
    let (due, until) = (utc(proposal.due_ts), utc(proposal.until_ts));
    match proposal.phase {
        "waiting" => format!("due in {}, {due} UTC", duration(proposal.due_ts - now)),
        "due" => format!("due until {until} UTC"),
        phase => format!("{phase} since {until} UTC"),
    }
}
