//! Gaoshi 告示: the notices, signs and complaints of a property-management company.
