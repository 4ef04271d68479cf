//! A study for a terminal.

use std::fmt::{self, Write};

use anyhow::{Context, Result};
use ballast_simulator::results::{Study, Target};

use super::{
    cells::{counted, speed, MAIN, MECHANISM},
    grid::Grid,
    grids,
    names::{about, seeds},
};

/// One table per scenario, then what it is checked against.
pub fn study(study: &Study) -> Result<String> {
    text(study).context("cannot format the report")
}

fn text(study: &Study) -> Result<String, fmt::Error> {
    let mut out = String::new();
    writeln!(
        out,
        "Stress study: {}, {}, {} each; means ± the half-width of their 95% confidence interval",
        counted(study.scenarios.len(), "scenario"),
        counted(study.mechanisms.len(), "mechanism"),
        seeds(&study.results)
    )?;
    writeln!(out, "  {}", study.command)?;
    for (name, about) in &study.mechanisms {
        writeln!(out, "  {name}: {about}")?;
    }
    scenarios(&mut out, study)?;
    checks(&mut out, study)?;
    targets(&mut out, &study.targets)?;
    writeln!(out, "\nSpeed: {}", speed(&study.speed))?;
    Ok(out)
}

fn scenarios(out: &mut String, study: &Study) -> fmt::Result {
    let scenarios = study.results.chunk_by(|a, b| a.scenario == b.scenario);
    for rows in scenarios {
        let name = &rows[0].scenario;
        match about(&study.scenarios, name) {
            "" => writeln!(out, "\n{name}")?,
            about => writeln!(out, "\n{name}: {about}")?,
        }
        Grid::of(&[MECHANISM], &MAIN, rows).draw(out)?;
    }
    Ok(())
}

fn checks(out: &mut String, study: &Study) -> fmt::Result {
    if !study.anchors.is_empty() {
        writeln!(
            out,
            "\nAnchors: how far hedgers alone amplify a shock, by theory and by the model"
        )?;
        grids::anchors(&study.anchors).draw(out)?;
    }
    if !study.magnet.is_empty() {
        writeln!(
            out,
            "\nMagnet: whether sellers who know of a threshold bring the halt about"
        )?;
        grids::magnet(&study.magnet).draw(out)?;
    }
    Ok(())
}

fn targets(out: &mut String, targets: &[Target]) -> fmt::Result {
    if targets.is_empty() {
        return Ok(());
    }
    let met = targets.iter().filter(|target| target.met).count();
    writeln!(out, "\nTargets: {met} of {} met", targets.len())?;
    for target in targets {
        let verdict = if target.met { "met" } else { "MISSED" };
        writeln!(out, "  {verdict:<6}  {}; {}", target.asked, target.found)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn a_study_says_what_was_missed() {
        let given = fixture::study();
        let text = study(&given).expect("a report");
        for name in given.mechanisms.iter().chain(&given.scenarios) {
            assert!(text.contains(&name.0), "{}", name.0);
            assert!(text.contains(&name.1), "{}", name.1);
        }
        assert!(text.contains("Targets: 1 of 2 met"));
        assert!(text.contains("  MISSED  -15%: no bad debt; 4.0k left"));
        assert_eq!(text.matches("account-minutes").count(), 1);
        assert!(text.contains("4.00 ± 0.20"));
    }

    #[test]
    fn an_empty_study_is_short() {
        let text = study(&fixture::empty()).expect("a report");
        for heading in ["Anchors", "Magnet", "Targets"] {
            assert!(!text.contains(heading), "{heading}");
        }
    }
}
