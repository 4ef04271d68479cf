//! The run as an SVG: the share price, and what it is worth beside holding.

use std::path::Path;

use anyhow::Result;

use super::report::Report;
use crate::chart::panels::{self, Line, Panel};

/// Draws to a file.
pub fn draw(report: &Report, path: &Path) -> Result<()> {
    let unit = match report.sells_calls() {
        true => "base a share",
        false => "quote a share",
    };
    let mut shares = vec![(report.first_sale_ts, report.first_share_price)];
    shares.extend((report.rounds.iter()).map(|week| (week.expiry_ts, week.share_price)));
    let worths = report.worths();
    let line = |name, of: fn(&super::report::Worth) -> f64| Line {
        name,
        points: worths.iter().map(|worth| (worth.ts, of(worth))).collect(),
    };
    let shares = Panel {
        title: format!("Vault of {}s: share price", report.kind),
        unit,
        lines: vec![Line {
            name: "share price",
            points: shares,
        }],
    };
    let worth = Panel {
        title: format!(
            "What one base token put in is worth; buyers pay realised volatility {:+.0}%",
            report.vol_premium * 1e2
        ),
        unit: "quote",
        lines: vec![
            line("vault", |worth| worth.vault),
            line("holding", |worth| worth.held),
        ],
    };
    panels::draw(path, &[shares, worth])
}
