//! Tables and lists of a document.

use ballast_simulator::results::Target;
use maud::{html, Markup};

use crate::stress::text::grid::Grid;

/// A table under its caption; nothing for one without lines.
pub fn grid(caption: &str, grid: &Grid) -> Markup {
    if grid.lines.is_empty() {
        return Markup::default();
    }
    html! {
        div.wide role="region" tabindex="0" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { (head(grid)) } }
                tbody {
                    @for line in &grid.lines {
                        tr { (cells(line, grid.names)) }
                    }
                }
            }
        }
    }
}

fn head(grid: &Grid) -> Markup {
    html! {
        @for (place, head) in grid.head.iter().enumerate() {
            th.name[place < grid.names] scope="col" { (head) }
        }
    }
}

fn cells(line: &[String], names: usize) -> Markup {
    let (names, numbers) = line.split_at(names.min(line.len()));
    html! {
        @for name in names {
            th.name scope="row" { (name) }
        }
        @for number in numbers {
            td { (number) }
        }
    }
}

/// What was asked, found and met.
pub fn targets(targets: &[Target]) -> Markup {
    html! {
        div.wide {
            table {
                caption { "What was asked of all mechanisms together" }
                thead {
                    tr {
                        th.name scope="col" { "asked" }
                        th.name scope="col" { "found" }
                        th.name scope="col" { "verdict" }
                    }
                }
                tbody {
                    @for target in targets {
                        tr {
                            th.name scope="row" { (target.asked) }
                            td.words { (target.found) }
                            (verdict(target.met))
                        }
                    }
                }
            }
        }
    }
}

fn verdict(met: bool) -> Markup {
    match met {
        true => html! { td.words.met { "✓ met" } },
        false => html! { td.words.missed { "✗ MISSED" } },
    }
}

/// Names and what they stand for; nothing for none.
pub fn named(heading: &str, list: &[(String, String)]) -> Markup {
    if list.is_empty() {
        return Markup::default();
    }
    html! {
        h3 { (heading) }
        dl {
            @for (name, about) in list {
                dt { (name) }
                dd { (about) }
            }
        }
    }
}
