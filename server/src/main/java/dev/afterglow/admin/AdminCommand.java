package dev.afterglow.admin;

/** One thing an operator wants done. Its name and fields are the wire form of the admin API. */
public sealed interface AdminCommand
    permits OwnerCommand,
        KeyCommand,
        CreditCommand,
        PriceCommand,
        CodeCommand,
        TaskCommand,
        WebhookCommand,
        AuditCommand,
        ConsoleCommand {}
