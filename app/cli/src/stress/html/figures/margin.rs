//! The maintenance requirement over the minutes, a line for each that differs.

use anyhow::Result;
use ballast_simulator::results::Path;
use plotters::{element::DashedPathElement, prelude::*};

use super::axes::{self, Area, Plot, GREEN, GREY, NAVY, PURPLE, RED, RUST};
use crate::stress::html::Figure;

const HEIGHT: u32 = 360;
/// Of the legend at the right, pixels.
const LEGEND: u32 = 230;
const COLORS: [RGBColor; 6] = [NAVY, RUST, GREEN, PURPLE, RED, GREY];
/// Dash and gap in pixels; none for a line without.
const DASHES: [Option<(i32, i32)>; 5] = [
    None,
    Some((10, 5)),
    Some((3, 4)),
    Some((18, 6)),
    Some((7, 10)),
];

/// Of a name in the legend, and between two lines there, pixels.
const ROW: usize = 20;
const GAP: usize = 6;
/// Requirements that are told apart, per cent of spot.
const SAME_PCT: f64 = 0.5;

/// A line, under the names of all mechanisms that have it.
struct Line<'a> {
    names: Vec<&'a str>,
    path: &'a Path,
    style: ShapeStyle,
    dash: Option<(i32, i32)>,
}

/// `None` without minutes.
pub fn draw(scenario: &str, paths: &[&Path]) -> Result<Option<Figure>> {
    let lines = distinct(paths);
    if lines.is_empty() {
        return Ok(None);
    }
    let svg = axes::svg(HEIGHT.max(key_height(&lines)), |area| {
        let (left, right) = area.split_horizontally(axes::WIDTH - LEGEND);
        paint(&left, &lines)?;
        key(&right, &lines)
    })?;
    Ok(Some(Figure {
        caption: format!(
            "Maintenance margin through time, {scenario}: requirement of a put at the money, mean over the runs. \
             Mechanisms with the same requirement share a line."
        ),
        svg,
    }))
}

fn distinct<'a>(paths: &[&'a Path]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let paths = paths.iter().copied();
    for path in paths.filter(|path| !path.minutes.is_empty()) {
        let name = path.mechanism.as_str();
        match lines.iter().position(|line| is_same(line.path, path)) {
            Some(place) => lines[place].names.push(name),
            None => lines.push(Line {
                names: vec![name],
                path,
                style: COLORS[lines.len() % COLORS.len()].stroke_width(2),
                dash: DASHES[lines.len() % DASHES.len()],
            }),
        }
    }
    lines
}

/// The same to the eye: prices differ, and with them what a strike on the tick is worth.
fn is_same(one: &Path, other: &Path) -> bool {
    let close = |(one, other): (&f64, &f64)| (one - other).abs() < SAME_PCT;
    one.minutes == other.minutes && one.margin_pct.iter().zip(&other.margin_pct).all(close)
}

fn paint(area: &Area, lines: &[Line]) -> Result<()> {
    let minutes = lines.iter().flat_map(|line| &line.path.minutes);
    let across = axes::range(minutes.map(|minute| f64::from(*minute)), 0.0);
    let margins = lines.iter().flat_map(|line| &line.path.margin_pct);
    let up = axes::range(margins.copied(), 0.08);
    let mut plot = ChartBuilder::on(area)
        .margin(12)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d(across, up)?;
    axes::mesh(
        &mut plot,
        "minutes since the news",
        "requirement, % of spot",
    )?;
    for line in lines {
        stroke(&mut plot, line)?;
    }
    Ok(())
}

fn stroke(plot: &mut Plot, line: &Line) -> Result<()> {
    let points = axes::points(&line.path.minutes, &line.path.margin_pct);
    match line.dash {
        None => plot.draw_series(LineSeries::new(points, line.style))?,
        Some((dash, gap)) => {
            plot.draw_series(DashedLineSeries::new(points, dash, gap, line.style))?
        }
    };
    Ok(())
}

/// Pixels that the legend needs.
fn key_height(lines: &[Line]) -> u32 {
    let names: usize = lines.iter().map(|line| line.names.len()).sum();
    u32::try_from(names * ROW + lines.len() * GAP + 2 * ROW).unwrap_or(HEIGHT)
}

fn key(area: &Area, lines: &[Line]) -> Result<()> {
    let font = axes::beside();
    let mut y = 24;
    for line in lines {
        let sample = vec![(4, y), (48, y)];
        match line.dash {
            None => area.draw(&PathElement::new(sample, line.style))?,
            Some((dash, gap)) => {
                area.draw(&DashedPathElement::new(sample, dash, gap, line.style))?;
            }
        }
        for name in &line.names {
            area.draw_text(name, &font, (56, y))?;
            y += ROW as i32;
        }
        y += GAP as i32;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn the_same_requirement_is_one_line_of_two_names() {
        let [none, halt, all] =
            [("none", 16.0), ("halt", 16.0), ("all", 4.0)].map(|(m, f)| fixture::path("s", m, f));
        let paths = [&none, &halt, &all];
        let lines = distinct(&paths);
        let names: Vec<_> = lines.iter().map(|line| line.names.clone()).collect();
        assert_eq!(names, [vec!["none", "halt"], vec!["all"]]);
        let figure = draw("s", &paths).expect("drawn").expect("a figure");
        for name in ["none", "halt", "all"] {
            assert!(figure.svg.contains(&format!("\n{name}\n")), "{name}");
        }
    }

    #[test]
    fn no_two_lines_of_thirty_look_alike() {
        let path = |index: u32| fixture::path("s", "m", f64::from(index) + 1.0);
        let paths: Vec<Path> = (0..30).map(path).collect();
        let lines = distinct(&paths.iter().collect::<Vec<_>>());
        for (place, line) in lines.iter().enumerate() {
            let before = &lines[..place];
            let alike = |other: &Line| other.dash == line.dash && other.style == line.style;
            assert!(!before.iter().any(alike), "{place}");
        }
        assert_eq!(lines.len(), 30);
    }

    #[test]
    fn no_paths_no_figure() {
        assert!(draw("s", &[]).expect("drawn").is_none());
    }
}
