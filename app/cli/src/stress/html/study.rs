//! A study as a document.

use anyhow::Result;
use ballast_simulator::results::{Path, Row, Study};
use maud::{html, Markup};

use super::{document, figures, summary, tables, Figure};
use crate::stress::text::{
    cells::{counted, EVERY, MAIN, MECHANISM, SCENARIO},
    grid::Grid,
    grids,
    names::{about, seeds},
};

/// Everything a study found; `gamma` are pictures of the hedgers' exposure, if there are any.
pub fn study(study: &Study, gamma: &[Figure]) -> Result<String> {
    let scenarios = study.results.chunk_by(|a, b| a.scenario == b.scenario);
    let scenarios: Result<Vec<Markup>> = scenarios.map(|rows| scenario(study, rows)).collect();
    let scenarios = scenarios?;
    let ending = document::ending(&study.settings, &study.speed)?;
    let body = html! {
        (run(study))
        (summaries(study))
        (targets(study))
        (exposure(gamma))
        @for scenario in &scenarios {
            (scenario)
        }
        (checks(study))
        (numbers(study))
        (ending)
    };
    Ok(document::page("Ballast stress study", &body))
}

fn run(study: &Study) -> Markup {
    html! {
        section {
            h2 { "What was run" }
            p { code { (study.command) } }
            p {
                (counted(study.scenarios.len(), "scenario")) " under "
                (counted(study.mechanisms.len(), "mechanism")) ", " (seeds(&study.results))
                " each. Figures are means over the seeds, ± the half-width of their 95% confidence interval. "
                "Money is in quote, written $."
            }
            (tables::named("Scenarios", &study.scenarios))
            (tables::named("Mechanisms", &study.mechanisms))
        }
    }
}

fn summaries(study: &Study) -> Markup {
    let scenarios = study.results.chunk_by(|a, b| a.scenario == b.scenario);
    let said: Vec<(&str, String)> = scenarios
        .filter_map(|rows| Some((rows[0].scenario.as_str(), summary::sentences(rows)?)))
        .collect();
    html! {
        @if !said.is_empty() {
            section {
                h2 { "Summary" }
                @for (scenario, text) in &said {
                    p { strong { (scenario) ": " } (text) }
                }
            }
        }
    }
}

fn targets(study: &Study) -> Markup {
    let met = study.targets.iter().filter(|target| target.met).count();
    html! {
        @if !study.targets.is_empty() {
            section {
                h2 { "Targets" }
                p { (met) " of " (study.targets.len()) " met." }
                (tables::targets(&study.targets))
            }
        }
    }
}

fn exposure(gamma: &[Figure]) -> Markup {
    html! {
        @if !gamma.is_empty() {
            section {
                h2 { "Hedgers' gamma" }
                @for figure in gamma {
                    (document::figure(figure))
                }
            }
        }
    }
}

fn scenario(study: &Study, rows: &[Row]) -> Result<Markup> {
    let name = &rows[0].scenario;
    let paths = study.paths.iter();
    let paths: Vec<&Path> = paths.filter(|path| path.scenario == *name).collect();
    let figures = figures::study(rows, &paths)?;
    let about = about(&study.scenarios, name);
    Ok(html! {
        section {
            h2 { "Scenario " (name) }
            @if !about.is_empty() {
                p { (about) }
            }
            @for figure in &figures {
                (document::figure(figure))
            }
            (tables::grid(&format!("{name}: by mechanism"), &Grid::of(&[MECHANISM], &MAIN, rows)))
        }
    })
}

fn checks(study: &Study) -> Markup {
    html! {
        @if !study.magnet.is_empty() {
            section {
                h2 { "Magnet" }
                p { "Whether sellers who know of a threshold bring the halt about that they fear." }
                (tables::grid("Halts, anticipated and not", &grids::magnet(&study.magnet)))
            }
        }
        @if !study.anchors.is_empty() {
            section {
                h2 { "Anchors" }
                p { "Hedgers alone before a constant depth amplify a shock 1 / (1 - g) times in theory." }
                (tables::grid("Amplification", &grids::anchors(&study.anchors)))
            }
        }
    }
}

fn numbers(study: &Study) -> Markup {
    let grid = Grid::of(&[SCENARIO, MECHANISM], &EVERY, &study.results);
    html! {
        @if !study.results.is_empty() {
            section {
                h2 { "All numbers" }
                (tables::grid("Every scenario under every mechanism", &grid))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn all_of_a_study_is_in_one_file() {
        let given = fixture::study();
        let gamma = [Figure {
            caption: "Gamma by price".to_owned(),
            svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".to_owned(),
        }];
        let page = study(&given, &gamma).expect("a document");
        for (name, _) in given.mechanisms.iter().chain(&given.scenarios) {
            assert!(page.contains(name.as_str()), "{name}");
        }
        assert!(page.contains("noise &amp; &lt;nothing&gt;"));
        assert!(page.contains("✗ MISSED") && page.contains("✓ met"));
        assert!(page.contains("Gamma by price"));
        for outside in ["http", "<script", "url(", "@import", "NaN"] {
            assert!(!page.contains(outside), "{outside}");
        }
        // Prices, three kinds of bars and margins for either scenario, and the gamma.
        assert_eq!(page.matches("<svg").count(), 11);
        assert_eq!(page.matches("</svg>").count(), 11);
        assert_eq!(page.matches("account-minutes").count(), 1);
    }

    #[test]
    fn only_the_speed_is_this_machines() {
        let given = fixture::study();
        let mut faster = given.clone();
        faster.speed.seconds /= 2.0;
        let footer = |page: &str| page.find("<footer>").expect("a footer");
        let (one, other) = (study(&given, &[]), study(&faster, &[]));
        let (one, other) = (one.expect("a document"), other.expect("a document"));
        assert_ne!(one, other);
        assert_eq!(one[..footer(&one)], other[..footer(&other)]);
    }

    #[test]
    fn an_empty_study_has_no_empty_sections() {
        let page = study(&fixture::empty(), &[]).expect("a document");
        for absent in ["<svg", "<table", "Targets", "Magnet", "Summary"] {
            assert!(!page.contains(absent), "{absent}");
        }
        assert!(page.contains("What the model leaves out"));
    }
}
