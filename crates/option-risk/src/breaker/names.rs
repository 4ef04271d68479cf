//! Stages, reasons and directions as bytes and in words.

use core::fmt;

use super::{Direction, Reason, Stage};

impl Stage {
    /// In one lower-case word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Throttle => "throttle",
            Self::Halted => "halted",
            Self::Reopening => "reopening",
        }
    }

    /// Inverse of `as u8`; a byte that names none is read as the strictest stage.
    pub(super) fn from_byte(byte: u8) -> Self {
        match byte {
            0 => Self::Normal,
            1 => Self::Throttle,
            3 => Self::Reopening,
            _ => Self::Halted,
        }
    }
}

impl Reason {
    /// Every reason, in the order of its byte.
    pub const ALL: [Self; 11] = [
        Self::None,
        Self::Five,
        Self::Fifteen,
        Self::Sixty,
        Self::Confidence,
        Self::Divergence,
        Self::ImpliedVol,
        Self::LoopGain,
        Self::ThinRing,
        Self::HaltsSpent,
        Self::Guardian,
    ];

    /// In a few lower-case words.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Five => "move over 5 minutes",
            Self::Fifteen => "move over 15 minutes",
            Self::Sixty => "move over 60 minutes",
            Self::Confidence => "wide confidence",
            Self::Divergence => "far from the oracle's average",
            Self::ImpliedVol => "implied volatility jumped",
            Self::LoopGain => "loop gain near one",
            Self::ThinRing => "too few prints",
            Self::HaltsSpent => "halts spent",
            Self::Guardian => "guardian's pause",
        }
    }

    /// Inverse of `as u8`; a byte that names none is [`Self::None`].
    pub(super) fn from_byte(byte: u8) -> Self {
        let known = Self::ALL.get(usize::from(byte));
        known.copied().unwrap_or_default()
    }
}

impl Direction {
    /// In one lower-case word.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// Inverse of `as u8`; a byte that names none is [`Self::None`].
    pub(super) fn from_byte(byte: u8) -> Self {
        match byte {
            1 => Self::Up,
            2 => Self::Down,
            _ => Self::None,
        }
    }
}

macro_rules! display_by_name {
    ($($named:ty),*) => {$(
        impl fmt::Display for $named {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    )*};
}

display_by_name!(Stage, Reason, Direction);
