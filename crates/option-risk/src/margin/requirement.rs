//! What an account must hold.

/// An account's requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Value of the shorts at the mark, atoms, rounded up.
    pub mark: u64,
    /// Value at the mark of the options held, those that offset nothing included, atoms, rounded down.
    pub long_mark: u64,
    /// Collateral required, atoms, rounded up; at most `coverage`.
    pub required: u64,
    /// The most the shorts can ever pay, atoms, rounded up.
    pub coverage: u64,
    /// Index of the worst scenario, for [`super::Scenario::from_index`].
    pub worst: u8,
}

impl Requirement {
    /// Whether `collateral` and the options held are worth no more than the shorts.
    pub fn is_insolvent(&self, collateral: u64) -> bool {
        self.mark > 0
            && u128::from(collateral) + u128::from(self.long_mark) <= u128::from(self.mark)
    }
}
