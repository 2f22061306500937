// Only flags come from this module: libtorch is C++, and CTorch includes its headers.
