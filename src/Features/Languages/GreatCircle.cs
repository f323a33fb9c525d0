namespace TransferPredict.Features.Languages;

/// <summary>Distance on the globe between the points that stand for two languages.</summary>
public static class GreatCircle
{
    /// <summary>Mean radius of the Earth in kilometres (IUGG, R1).</summary>
    public const double EarthRadiusKm = 6371.0088;

    /// <summary>Kilometres between two languages, 0 to 20,015; null when a coordinate of either is missing.</summary>
    public static double? Kilometres(Language a, Language b) =>
        a is { Latitude: { } latitudeA, Longitude: { } longitudeA }
        && b is { Latitude: { } latitudeB, Longitude: { } longitudeB }
            ? Kilometres(latitudeA, longitudeA, latitudeB, longitudeB)
            : null;

    /// <summary>Kilometres between two points given in degrees, by the haversine formula on a sphere.</summary>
    public static double Kilometres(double latitudeA, double longitudeA, double latitudeB, double longitudeB)
    {
        double a = double.DegreesToRadians(latitudeA);
        double b = double.DegreesToRadians(latitudeB);
        double north = Math.Sin((b - a) / 2);
        double east = Math.Sin(double.DegreesToRadians(longitudeB - longitudeA) / 2);
        double h = (north * north) + (Math.Cos(a) * Math.Cos(b) * east * east);

        // Rounding can carry the haversine of antipodes just above one, where the arcsine is not a number.
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }
}
