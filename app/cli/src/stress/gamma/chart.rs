//! Net and gross gamma by spot as an SVG.

use anyhow::{Context, Result};
use plotters::{
    coord::{types::RangedCoordf64, Shift},
    prelude::*,
};

use super::{
    report::{At, CurrencyReport},
    text::price_of,
};
use crate::format::{grouped, utc};

/// Size of a panel.
const SIZE: (u32, u32) = (900, 420);
const NET: RGBColor = RGBColor(31, 59, 87);
const GROSS: RGBColor = RGBColor(206, 120, 40);
const SPOT: RGBColor = RGBColor(120, 126, 134);
const FLIP: RGBColor = RGBColor(206, 58, 54);
const GRID: RGBColor = RGBColor(225, 228, 232);

type Plot<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Draws a panel a currency, one above the other: the text of an SVG document.
pub fn svg(currencies: &[CurrencyReport]) -> Result<String> {
    let mut out = String::new();
    paint(&mut out, currencies).context("cannot draw the gamma profile")?;
    Ok(out)
}

fn paint(out: &mut String, currencies: &[CurrencyReport]) -> Result<()> {
    let (width, height) = SIZE;
    let count = u32::try_from(currencies.len())?;
    let area = SVGBackend::with_string(out, (width, height * count)).into_drawing_area();
    area.fill(&WHITE)?;
    let panels = area.split_evenly((currencies.len(), 1));
    for (currency, panel) in currencies.iter().zip(&panels) {
        draw(panel, currency)?;
    }
    area.present()?;
    Ok(())
}

fn draw(area: &DrawingArea<SVGBackend, Shift>, currency: &CurrencyReport) -> Result<()> {
    let profile = &currency.profile;
    let from = profile.first().map_or(0.0, |first| first.spot);
    let to = profile.last().map_or(1.0, |last| last.spot);
    let (low, high) = bounds(profile);
    let title = format!(
        "{}: gamma by spot, {} UTC",
        currency.currency,
        utc(currency.snap_ts)
    );
    let mut plot = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 17).into_font().color(&BLACK))
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(96)
        .build_cartesian_2d(from..to, low..high)?;
    axes(&mut plot)?;
    line(&mut plot, "gross", GROSS, profile, |at| at.gross)?;
    line(&mut plot, "net", NET, profile, |at| at.net)?;
    marks(&mut plot, currency, (low, high))?;
    plot.configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.85))
        .border_style(GRID)
        .label_font(("sans-serif", 12).into_font().color(&BLACK))
        .draw()?;
    Ok(())
}

/// Least and greatest gamma with some room, zero among them.
fn bounds(profile: &[At]) -> (f64, f64) {
    let low = profile.iter().map(|at| at.net).fold(0.0, f64::min);
    let high = profile.iter().map(|at| at.gross).fold(0.0, f64::max);
    let room = match high > low {
        true => (high - low) * 0.08,
        false => 1.0,
    };
    (low - room, high + room)
}

fn axes(plot: &mut Plot) -> Result<()> {
    let spot = |spot: &f64| price_of(*spot);
    let gamma = |gamma: &f64| grouped(*gamma, 0);
    let font = ("sans-serif", 12).into_font().color(&BLACK);
    plot.configure_mesh()
        .x_labels(8)
        .y_labels(8)
        .x_label_formatter(&spot)
        .y_label_formatter(&gamma)
        .x_desc("spot (quote)")
        .y_desc("delta hedge per 1% move (quote)")
        .label_style(font.clone())
        .axis_desc_style(font)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(BLACK)
        .draw()?;
    Ok(())
}

fn line(
    plot: &mut Plot,
    name: &str,
    color: RGBColor,
    profile: &[At],
    value: fn(&At) -> f64,
) -> Result<()> {
    let points = profile.iter().map(|at| (at.spot, value(at)));
    plot.draw_series(LineSeries::new(points, color.stroke_width(2)))?
        .label(name)
        .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2)));
    Ok(())
}

/// Zero, the spot, and every flip.
fn marks(plot: &mut Plot, currency: &CurrencyReport, (low, high): (f64, f64)) -> Result<()> {
    if let (Some(first), Some(last)) = (currency.profile.first(), currency.profile.last()) {
        let zero = PathElement::new([(first.spot, 0.0), (last.spot, 0.0)], BLACK);
        plot.draw_series([zero])?;
    }
    let spot = format!("spot {}", price_of(currency.spot));
    upright(plot, &spot, SPOT, (currency.spot, low, high))?;
    for flip in &currency.flips {
        let nearest = match currency.nearest_flip == Some(*flip) && currency.flips.len() > 1 {
            true => " (nearest)",
            false => "",
        };
        let name = format!("flip {}{nearest}", price_of(*flip));
        upright(plot, &name, FLIP, (*flip, low, high))?;
    }
    Ok(())
}

/// A line at a spot, from low to high.
fn upright(
    plot: &mut Plot,
    name: &str,
    color: RGBColor,
    (spot, low, high): (f64, f64, f64),
) -> Result<()> {
    let line = PathElement::new([(spot, low), (spot, high)], color.stroke_width(1));
    plot.draw_series([line])?
        .label(name)
        .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2)));
    Ok(())
}
