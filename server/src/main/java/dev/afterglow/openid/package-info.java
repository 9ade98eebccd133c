/**
 * Signing in with an OpenID provider, from outside (OpenID Connect Core 1.0, the authorization code
 * flow with PKCE): where the browser is sent, and who came back. {@code OpenIdClient} is the front.
 * Whose owner somebody is, is not known here.
 */
@NullMarked
package dev.afterglow.openid;

import org.jspecify.annotations.NullMarked;
