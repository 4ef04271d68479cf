//! The direction of a parameter, and the table of a struct's parameters.

/// Which way a parameter is tighter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tighter {
    /// The lower value is the tighter one.
    Lower,
    /// The higher value is the tighter one.
    Higher,
    /// Neither way is clearly safer: any change is a loosening.
    Never,
}

impl Tighter {
    /// Whether going from `old` to `new` loosens. Staying never does.
    pub fn loosens<T: Ord>(self, old: &T, new: &T) -> bool {
        match self {
            Self::Lower => new > old,
            Self::Higher => new < old,
            Self::Never => new != old,
        }
    }
}

/// One parameter's line in the table of its struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Direction {
    /// The field's name.
    pub field: &'static str,
    /// Which way it is tighter.
    pub tighter: Tighter,
    /// Why, in a few words.
    pub why: &'static str,
}

/// A parameter struct whose every field has a direction; implemented by [`crate::directions`].
pub trait Directions {
    /// The fields in the order of the table, without those of nested structs.
    const TABLE: &'static [Direction];

    /// Name of the first field, nested ones last, that `new` would loosen; `None` if the change may act at once.
    fn loosened(&self, new: &Self) -> Option<&'static str>;
}

/// Writes a struct's table and implements [`Directions`] by it.
///
/// `Struct [nested, ...], without padding;` with the fields that have tables of their own and the one that carries
/// nothing, where there are such; then `field: Way, "why";` for every other. A field that is left out does not compile.
#[macro_export]
macro_rules! directions {
    (
        $params:ty
        $([$($nested:ident),+])?
        $(, without $padding:ident)?;
        $($field:ident: $tighter:ident, $why:literal;)*
    ) => {
        impl $crate::governance::Directions for $params {
            const TABLE: &'static [$crate::governance::Direction] = &[
                $($crate::governance::Direction {
                    field: stringify!($field),
                    tighter: $crate::governance::Tighter::$tighter,
                    why: $why,
                },)*
            ];

            fn loosened(&self, new: &Self) -> Option<&'static str> {
                // Without `..`: a field that has no line above is an error here.
                let Self { $($field,)* $($($nested,)+)? $($padding: _,)? } = self;
                $(if $crate::governance::Tighter::$tighter.loosens($field, &new.$field) {
                    return Some(stringify!($field));
                })*
                $($(if let Some(field) = $crate::governance::Directions::loosened($nested, &new.$nested) {
                    return Some(field);
                })+)?
                None
            }
        }
    };
}
