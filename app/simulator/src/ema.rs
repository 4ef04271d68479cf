//! The moving average that an oracle publishes beside its price.

/// Its memory, seconds: about that of Pyth's.
const EMA_SECS: i128 = 3_600;

/// An average of `ema` once `price` is printed `secs` after the print before it, feed units.
pub fn ema_after(ema: u64, price: u64, secs: i64) -> u64 {
    let gap = i128::from(price) - i128::from(ema);
    let secs = i128::from(secs).clamp(0, EMA_SECS);
    // Between the two by construction.
    (i128::from(ema) + gap * secs / EMA_SECS) as u64
}
