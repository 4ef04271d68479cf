//! What all documents have in common.

use anyhow::Result;
use ballast_simulator::results::Speed;
use maud::{html, Markup, PreEscaped, DOCTYPE};
use serde_json::Value;

use super::{style::CSS, Figure};
use crate::stress::text::cells;

/// Where a document within a document needs none.
const NAMESPACE: &str = " xmlns=\"http://www.w3.org/2000/svg\"";

/// What the model leaves out.
const LIMITS: [&str; 6] = [
    "A minute is the smallest step: what happens within one, and in what order, is not in it.",
    "Keepers are one pool that acts as one: how they compete, and how many of them a crash leaves, is not in it.",
    "Writers do not top up: an account that a person would have saved is liquidated.",
    "Whoever takes a position over sells it at once: nobody carries one, though the protocol sells no spot.",
    "All accounts write one series; its strike decides how much initial margin lets them borrow.",
    "Depth is a formula of volatility and of nothing else: no order book, no second market, no maker who leaves for good.",
];

/// The whole of a document.
pub fn page(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(CSS)) }
            }
            body {
                main {
                    h1 { (title) }
                    (body)
                }
            }
        }
    };
    page.into_string()
}

/// A picture with its caption.
pub fn figure(figure: &Figure) -> Markup {
    let svg = bare(&figure.svg);
    html! {
        figure {
            div role="img" aria-label=(figure.caption) { (PreEscaped(svg)) }
            figcaption { (figure.caption) }
        }
    }
}

/// What stands in a document of its own before the element or in it.
fn bare(svg: &str) -> String {
    let start = svg.find("<svg").unwrap_or(0);
    svg[start..].replace(NAMESPACE, "")
}

/// The end of every document: all parameters, the model's limits, and how fast this machine was.
pub fn ending(settings: &Value, speed: &Speed) -> Result<Markup> {
    let settings = serde_json::to_string_pretty(settings)?;
    Ok(html! {
        section {
            h2 { "Settings" }
            details {
                summary { "Every parameter, as JSON" }
                pre { code { (settings) } }
            }
        }
        section {
            h2 { "What the model leaves out" }
            ul {
                @for limit in LIMITS {
                    li { (limit) }
                }
            }
        }
        footer { p { (cells::speed(speed)) } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_put_in_whole_and_its_caption_as_text() {
        let given = Figure {
            caption: "less < more \"quoted\"".to_owned(),
            svg: format!("<?xml version=\"1.0\"?><svg width=\"1\"{NAMESPACE}><g/></svg>"),
        };
        let drawn = figure(&given).into_string();
        assert!(drawn.contains("<svg width=\"1\"><g/></svg></div>"));
        assert!(drawn.contains("aria-label=\"less &lt; more &quot;quoted&quot;\""));
        assert!(!drawn.contains("xml"));
    }
}
