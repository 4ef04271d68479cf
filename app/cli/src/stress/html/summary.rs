//! A scenario in two sentences.

use ballast_simulator::results::Row;

use crate::{
    format::grouped,
    stress::text::{
        cells::{millions, thousands},
        names::ends,
    },
};

/// The baseline beside the whole of the mechanisms; `None` if there are not two.
pub fn sentences(rows: &[Row]) -> Option<String> {
    let names: Vec<&str> = rows.iter().map(|row| row.mechanism.as_str()).collect();
    let (first, whole) = ends(&names)?;
    let (before, after) = (&rows[first], &rows[whole]);
    Some(format!(
        "Under “{}” the price overshoots the fundamental's low by {}%, ${}M is liquidated (${}M of it unnecessarily) and \
         ${}k of debt is bad; under “{}” it is {}%, ${}M (${}M) and ${}k. Overshoot: {}; liquidations: {}; bad debt: {}.",
        before.mechanism,
        grouped(before.overshoot_pct, 2),
        millions(before.liquidated),
        millions(before.unnecessary),
        thousands(before.bad_debt),
        after.mechanism,
        grouped(after.overshoot_pct, 2),
        millions(after.liquidated),
        millions(after.unnecessary),
        thousands(after.bad_debt),
        change(before.overshoot_pct, after.overshoot_pct),
        change(before.liquidated, after.liquidated),
        change(before.bad_debt, after.bad_debt)
    ))
}

/// What became of a figure that is better low.
fn change(before: f64, after: f64) -> String {
    if before <= 0.0 {
        let text = if after > 0.0 {
            "none before, some now"
        } else {
            "none in either"
        };
        return text.to_owned();
    }
    let cut = ((1.0 - after / before) * 1e2).round();
    match cut {
        cut if cut > 0.0 => format!("cut by {cut}%"),
        cut if cut < 0.0 => format!("raised by {}%", -cut),
        _ => "unchanged".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stress::text::fixture;

    #[test]
    fn the_numbers_of_both_ends() {
        let study = fixture::study();
        let text = sentences(&study.results[..3]).expect("two ends");
        assert!(
            text.starts_with("Under “none” the price overshoots the fundamental's low by 16.00%")
        );
        assert!(text.contains("$16.00M is liquidated ($8.00M of it unnecessarily)"));
        assert!(text.contains("under “all” it is 4.00%, $4.00M ($2.00M) and $4.0k"));
        assert!(text
            .ends_with("Overshoot: cut by 75%; liquidations: cut by 75%; bad debt: cut by 75%."));
        assert_eq!(sentences(&study.results[..1]), None);
    }

    #[test]
    fn a_change_from_nothing_has_no_percentage() {
        assert_eq!(change(0.0, 0.0), "none in either");
        assert_eq!(change(0.0, 3.0), "none before, some now");
        assert_eq!(change(2.0, 3.0), "raised by 50%");
        assert_eq!(change(2.0, 2.001), "unchanged");
        assert_eq!(change(2.0, 0.0), "cut by 100%");
    }
}
