//! A replay as a document.

use anyhow::Result;
use ballast_simulator::results::Replay;
use maud::{html, Markup};

use super::{document, figures, tables, Figure};
use crate::stress::text::{cells::counted, days, grids};

/// Totals, and the days on which something happened.
pub fn replay(replay: &Replay) -> Result<String> {
    let figures = figures::replay(&replay.results)?;
    let ending = document::ending(&replay.settings, &replay.speed)?;
    let body = html! {
        (run(replay))
        (totals(replay, &figures))
        (eventful(replay))
        (ending)
    };
    Ok(document::page("Ballast stress replay", &body))
}

fn run(replay: &Replay) -> Markup {
    let source = replay.results.first().map(|row| row.scenario.as_str());
    let span = days::span(replay);
    html! {
        section {
            h2 { "What was run" }
            p { code { (replay.command) } }
            p {
                @if let Some(source) = source {
                    "Prices of " (source) ": "
                }
                (counted(replay.days.len(), "day"))
                @if !span.is_empty() {
                    ", " (span)
                }
                ". Accounts are opened anew at the first price of each. Money is in quote, written $."
            }
        }
    }
}

fn totals(replay: &Replay, figures: &[Figure]) -> Markup {
    html! {
        @if !replay.results.is_empty() {
            section {
                h2 { "Totals" }
                @for figure in figures {
                    (document::figure(figure))
                }
                (tables::grid("Sums over all days", &grids::totals(replay)))
            }
        }
    }
}

fn eventful(replay: &Replay) -> Markup {
    let eventful = days::eventful(replay).count();
    html! {
        section {
            h2 { "Days" }
            p {
                (counted(eventful, "day"))
                " with a liquidation, a loss or a halt under any mechanism; "
                (counted(replay.days.len() - eventful, "day")) " quiet."
            }
            (tables::grid("Days with an event", &grids::days(replay)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn the_day_of_the_crash_is_there_and_the_quiet_one_is_not() {
        let page = replay(&fixture::replay()).expect("a document");
        assert_eq!(page.matches("scope=\"row\">2025-10-10</th>").count(), 2);
        assert_eq!(page.matches("scope=\"row\">2025-10-09</th>").count(), 0);
        assert!(page.contains("; 1 day quiet."));
        assert_eq!(page.matches("<svg").count(), 2);
        assert!(!page.contains("http") && !page.contains("<script"));
    }

    #[test]
    fn a_replay_without_days() {
        let nothing = Replay {
            days: Vec::new(),
            results: Vec::new(),
            ..fixture::replay()
        };
        let page = replay(&nothing).expect("a document");
        assert!(!page.contains("<table") && page.contains("0 days quiet"));
    }
}
