namespace TransferPredict.Training;

/// <summary>Where long work tells how far it has come; what a user sees of it is not the work's business.</summary>
public interface IJobProgress
{
    /// <summary>Runs one stage.</summary>
    /// <param name="title">What it does, as people read it.</param>
    /// <param name="total">Steps in it.</param>
    /// <param name="work">The work; it calls its argument with the number of steps done, from any thread.</param>
    T Run<T>(string title, int total, Func<Action<int>, T> work);
}
