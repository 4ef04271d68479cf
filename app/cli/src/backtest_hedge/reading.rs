//! What the figures say, in a paragraph.

use std::fmt::{self, Write};

use super::{measures::Measures, report::Report};
use crate::format::grouped;

/// Writes it.
pub fn draw(out: &mut String, report: &Report) -> fmt::Result {
    let (product, free) = (&report.runs.product, &report.runs.free);
    let (near, near_free) = (&product.around_low, &free.around_low);
    let (file, file_free) = (&product.whole_file, &free.whole_file);
    writeln!(
        out,
        "\nReading: around the low the free hedger traded {} base with the move ({:.2}% of push){}; the \
         product {} ({:.2}%){}. That is what gate and budget are for. What they cost: over the file the \
         product's delta was off target by {:.1}% of assets on average and {:.1}% at most, the free hedger's by {:.1}% and \
         {:.1}%. At the low the product's trades had {}, the free hedger's {}: {} at the bottom{}. \
         At the end, {}, they had {} and {}: {} over the file.\n",
        grouped(near_free.base_with_move, 0),
        near_free.push_pct,
        lowest(near_free),
        grouped(near.base_with_move, 0),
        near.push_pct,
        lowest(near),
        file.tracking_mean * 1e2,
        file.tracking_max * 1e2,
        file_free.tracking_mean * 1e2,
        file_free.tracking_max * 1e2,
        gain(file.gain_at_low),
        gain(file_free.gain_at_low),
        cost(file.gain_at_low - file_free.gain_at_low),
        further(report),
        recovery(report),
        gain(file.gain_at_end),
        gain(file_free.gain_at_end),
        cost(file.gain_at_end - file_free.gain_at_end)
    )
}

fn lowest(measures: &Measures) -> String {
    let lowest = measures.lowest_sale;
    lowest.map_or_else(String::new, |price| {
        format!(", selling as low as {}", grouped(price, 2))
    })
}

/// A gain in words.
fn gain(quote: f64) -> String {
    let amount = grouped(quote.abs(), 0);
    match quote < 0.0 {
        true => format!("lost {amount} quote"),
        false => format!("gained {amount} quote"),
    }
}

/// What being held back came to.
fn cost(quote: f64) -> String {
    let amount = grouped(quote.abs(), 0);
    match quote < 0.0 {
        true => format!("being held back had cost {amount}"),
        false => format!("being held back had saved {amount}"),
    }
}

/// What the low might have been followed by.
fn further(report: &Report) -> String {
    let most = report.runs.product.whole_file.tracking_max;
    let quote = most * report.deposit * report.low.price / 1e2;
    format!(
        ", and every further 1% of fall would have cost some {} more",
        grouped(quote, 0)
    )
}

/// How much of the fall the price had made good at the end.
fn recovery(report: &Report) -> String {
    let fall = report.first_price - report.low.price;
    match fall > 0.0 {
        true => {
            let back = (report.final_price - report.low.price) / fall;
            format!("when {:.0}% of the fall had come back", back * 1e2)
        }
        false => "which is no lower than the start".to_owned(),
    }
}
