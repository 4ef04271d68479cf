//! Overshoot against bad debt, a mark for each point of a sweep, with the front joined.

use anyhow::Result;
use ballast_simulator::results::SweepPoint;
use plotters::prelude::*;

use super::axes::{self, Area, Points, GREY, NAVY};
use crate::stress::html::Figure;

const HEIGHT: u32 = 480;

/// A point of the sweep.
struct Mark {
    /// In the table, from 1.
    number: usize,
    /// Overshoot in per cent, and bad debt in thousands.
    at: (f64, f64),
    on_front: bool,
}

/// Of one scenario's points; `None` without any.
pub fn draw(points: &[SweepPoint]) -> Result<Option<Figure>> {
    let marks: Vec<Mark> = marks(points);
    let (Some(first), false) = (points.first(), marks.is_empty()) else {
        return Ok(None);
    };
    let svg = axes::svg(HEIGHT, |area| paint(area, &marks))?;
    Ok(Some(Figure {
        caption: format!(
            "Overshoot against bad debt, {}: lower and further left is better. Discs on the line are the front, with \
             their numbers in the table; rings are the other points.",
            first.row.scenario
        ),
        svg,
    }))
}

fn marks(points: &[SweepPoint]) -> Vec<Mark> {
    let marks = points.iter().enumerate().map(|(place, point)| Mark {
        number: place + 1,
        at: (point.row.overshoot_pct, point.row.bad_debt / 1e3),
        on_front: point.on_front,
    });
    marks
        .filter(|mark| mark.at.0.is_finite() && mark.at.1.is_finite())
        .collect()
}

/// The front from the least overshoot on.
fn front(marks: &[Mark]) -> Points {
    let front = marks.iter().filter(|mark| mark.on_front);
    let mut front: Points = front.map(|mark| mark.at).collect();
    front.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
    front
}

fn paint(area: &Area, marks: &[Mark]) -> Result<()> {
    let across = axes::range(marks.iter().map(|mark| mark.at.0), 0.08);
    let up = axes::range(marks.iter().map(|mark| mark.at.1), 0.08);
    let mut plot = ChartBuilder::on(area)
        .margin(12)
        .x_label_area_size(48)
        .y_label_area_size(84)
        .build_cartesian_2d(across, up)?;
    axes::mesh(&mut plot, "overshoot, %", "bad debt, $k")?;
    let (others, on_front) = (GREY.stroke_width(2), NAVY.filled());
    plot.draw_series(LineSeries::new(front(marks), NAVY.stroke_width(2)))?;
    plot.draw_series(marks.iter().map(|mark| match mark.on_front {
        true => Circle::new(mark.at, 6, on_front),
        false => Circle::new(mark.at, 5, others),
    }))?;
    for mark in marks.iter().filter(|mark| mark.on_front) {
        let (x, y) = plot.plotting_area().map_coordinate(&mark.at);
        let number = format!("#{}", mark.number);
        area.draw_text(&number, &axes::beside(), (x + 9, y - 10))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn the_front_is_joined_from_left_to_right() {
        let points = fixture::sweep().points;
        assert_eq!(front(&marks(&points)), [(4.0, 2.0), (6.0, 1.0)]);
        let figure = draw(&points).expect("drawn").expect("a figure");
        assert_eq!(figure.svg.matches("<circle").count(), 3);
        for (number, shown) in [("#1", true), ("#2", true), ("#3", false)] {
            assert_eq!(
                figure.svg.contains(&format!("\n{number}\n")),
                shown,
                "{number}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_no_point() {
        let mut points = fixture::sweep().points;
        points[0].row.bad_debt = f64::NAN;
        assert_eq!(marks(&points).len(), 2);
        points.truncate(1);
        assert!(draw(&points).expect("drawn").is_none());
    }
}
