//! Who is refused, operation by operation. Generated from the document and the policy: an operation
//! without a sample request fails, and so does one whose handler asks for less than it declares.

mod costs;
mod matrix;
mod roles;
mod strangers;
