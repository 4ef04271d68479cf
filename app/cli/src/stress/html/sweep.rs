//! A sweep as a document.

use anyhow::Result;
use ballast_simulator::results::{Sweep, SweepPoint};
use maud::{html, Markup};

use super::{document, figures, tables};
use crate::stress::text::{cells::counted, grids, names::seeds};

/// Every point, and the front of each scenario.
pub fn sweep(sweep: &Sweep) -> Result<String> {
    let points = &sweep.points;
    let scenarios = points.chunk_by(|a, b| a.row.scenario == b.row.scenario);
    let scenarios: Result<Vec<Markup>> = scenarios.map(scenario).collect();
    let scenarios = scenarios?;
    let ending = document::ending(&sweep.settings, &sweep.speed)?;
    let body = html! {
        section {
            h2 { "What was run" }
            p { code { (sweep.command) } }
            p {
                (counted(points.len(), "point")) ", "
                (seeds(points.iter().map(|point| &point.row)))
                " each. Figures are means over the seeds, ± the half-width of their 95% confidence interval. "
                "A point is on the front, marked *, if no other of its scenario has both less overshoot and less bad debt."
            }
        }
        @for scenario in &scenarios {
            (scenario)
        }
        (ending)
    };
    Ok(document::page("Ballast stress sweep", &body))
}

fn scenario(points: &[SweepPoint]) -> Result<Markup> {
    let name = &points[0].row.scenario;
    let figure = figures::sweep(points)?;
    Ok(html! {
        section {
            h2 { "Scenario " (name) }
            @if let Some(figure) = &figure {
                (document::figure(figure))
            }
            (tables::grid(&format!("{name}: every point"), &grids::sweep(points)))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn every_point_is_listed_and_the_front_drawn() {
        let page = sweep(&fixture::sweep()).expect("a document");
        for value in ["60", "600", "6000"] {
            assert!(
                page.contains(&format!("scope=\"row\">{value}</th>")),
                "{value}"
            );
        }
        assert!(page.contains("market.breaker.halt_secs"));
        assert_eq!(page.matches("<svg").count(), 1);
        assert!(!page.contains("http") && !page.contains("<script"));
    }

    #[test]
    fn a_sweep_of_nothing() {
        let nothing = Sweep {
            points: Vec::new(),
            ..fixture::sweep()
        };
        let page = sweep(&nothing).expect("a document");
        assert!(!page.contains("<svg") && page.contains("0 points, no runs"));
    }
}
