//! What can be asked of the program.

use crate::{ours, peer, probe};

/// Numbers in a case.
pub const CASE_WORDS: usize = 6;

/// Numbers in an answer.
pub const OUTPUT_WORDS: usize = 27;

/// The inputs of one call: spot, strike, years, volatility, rate and a sixth (a deviate or a price); in units of 2^-64 for
/// this project's functions, of 1e-12 for the peer's.
pub type Case = [i128; CASE_WORDS];

/// The numbers computed, zero where there are fewer; all -1 for an error.
pub type Output = [i128; OUTPUT_WORDS];

/// One wrapper: a case in, its answer written.
type Wrapper = fn(&Case, &mut Output);

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident = $wrapper:path,)*) => {
        /// A function to run.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Op {
            $($(#[$doc])* $name,)*
        }

        impl Op {
            /// Every operation, in the order of its byte.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub(crate) fn wrapper(self) -> Wrapper {
                match self {
                    $(Self::$name => $wrapper,)*
                }
            }
        }
    };
}

operations! {
    /// No function: what every call costs.
    Nothing = probe::nothing,
    /// `kernel::norm_cdf` of the sixth number.
    Cdf = ours::cdf,
    /// `price`.
    Price = ours::price,
    /// `price_and_greeks`.
    PriceGreeks = ours::price_greeks,
    /// `price_and_all_greeks`.
    AllGreeks = ours::all_greeks,
    /// `implied_vol` of a call worth the sixth number.
    ImpliedVol = ours::implied_vol,
    /// `Series::price` at nine spots and three volatilities.
    Grid = ours::grid,
    /// The peer's distribution.
    PeerCdf = peer::cdf,
    /// The peer's price.
    PeerPrice = peer::price,
    /// The peer's price and five Greeks.
    PeerPriceGreeks = peer::price_greeks,
    /// The peer's implied volatility.
    PeerImpliedVol = peer::implied_vol,
    /// The peer's price at 27 scenarios.
    PeerGrid = peer::grid,
    /// A 128-bit product and nothing else.
    ProbeMultiply = probe::multiply,
    /// A 128-bit unsigned quotient and nothing else.
    ProbeDivide = probe::divide,
    /// A 128-bit unsigned remainder and nothing else.
    ProbeRemainder = probe::remainder,
}

impl Op {
    /// The operation of a byte.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }

    /// Runs it.
    pub fn run(self, case: &Case) -> Output {
        let mut output = [0; OUTPUT_WORDS];
        self.wrapper()(case, &mut output);
        output
    }

    /// Where its wrapper lies.
    pub fn address(self) -> u64 {
        self.wrapper() as usize as u64
    }
}
