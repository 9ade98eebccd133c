package dev.afterglow.admin;

/** One thing an operator wants done. Its name and fields are the wire form of the admin API. */
public sealed interface Order
    permits OwnerOrder, KeyOrder, CreditOrder, PriceOrder, CodeOrder, BooksOrder {}
