namespace RiskMonitor.Host.Api;

/// <summary>
/// The query parameters that an endpoint understands. Any other is refused: a mistyped one must not mean now.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ParametersAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names => names;
}

/// <summary>Refuses what the endpoint does not understand, and turns problems into documents.</summary>
public static class StrictRequests
{
    public static IApplicationBuilder UseStrictRequests(this IApplicationBuilder app) => app.Use(CheckAsync);

    private static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            var known = context.GetEndpoint()?.Metadata.GetMetadata<ParametersAttribute>()?.Names ?? [];
            var unknown = context.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name));
            if (unknown is not null && context.GetEndpoint() is not null)
            {
                throw new ProblemException(
                    "unknown-parameter",
                    $"'{unknown}' is not known here; {(known.Count == 0 ? "none is" : string.Join(", ", known))}.");
            }

            if (known.FirstOrDefault(name => context.Request.Query[name].Count > 1) is { } twice)
            {
                throw new ProblemException("malformed", $"'{twice}' is given more than once.");
            }

            if (known.FirstOrDefault(name => context.Request.Query[name].ToString().Contains('\0')) is { } broken)
            {
                throw new ProblemException("malformed", $"'{broken}' holds a NUL character.");
            }

            await next(context);
        }
        catch (Ledger.LedgerHaltedException halted) when (!context.Response.HasStarted)
        {
            await Problems.Result("log-halted", halted.Message).ExecuteAsync(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            var isLarge = refused.StatusCode == StatusCodes.Status413PayloadTooLarge;
            await Problems.Result(isLarge ? "payload-too-large" : "malformed", refused.Message).ExecuteAsync(context);
        }
        catch (Npgsql.NpgsqlException lost) when (IsAway(lost) && !context.Response.HasStarted)
        {
            await Problems.Result("unavailable", "Nothing of this request was kept unless a receipt says so: send it "
                + "again, which is safe.").ExecuteAsync(context);
        }
        catch (ProblemException problem) when (!context.Response.HasStarted)
        {
            await Problems.Result(problem.Slug, problem.Message).ExecuteAsync(context);
        }
    }

    /// <summary>It was stopped, is starting, or the connection to it is gone: no defect of the request or of ours.
    /// </summary>
    private static bool IsAway(Npgsql.NpgsqlException lost) =>
        lost is not Npgsql.PostgresException || lost.SqlState is "57P01" or "57P02" or "57P03";
}
