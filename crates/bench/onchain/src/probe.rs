//! Calls that do nothing but one thing: the cost of a call, and the 128-bit routines of the target.

use core::hint::black_box;

use crate::op::{Case, Output};

#[inline(never)]
pub(crate) fn nothing(case: &Case, output: &mut Output) {
    black_box((case, output));
}

#[inline(never)]
pub(crate) fn multiply(case: &Case, output: &mut Output) {
    output[0] = (case[0] as u128).wrapping_mul(case[1] as u128) as i128;
}

/// The divisor is made odd, so that no check for zero is called.
#[inline(never)]
pub(crate) fn divide(case: &Case, output: &mut Output) {
    output[0] = (case[0] as u128 / (case[1] as u128 | 1)) as i128;
}

#[inline(never)]
pub(crate) fn remainder(case: &Case, output: &mut Output) {
    output[0] = (case[0] as u128 % (case[1] as u128 | 1)) as i128;
}
