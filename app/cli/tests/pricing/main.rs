//! `ballast greeks` and `ballast iv`: values, rows that fail, and what is left alone.

mod rows;
mod run;
mod values;
