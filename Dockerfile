FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY db db
COPY src src
RUN dotnet publish src/Sapporo.OpenData.Api -c Release -o /out/api \
 && dotnet publish src/Sapporo.OpenData.Cli -c Release -o /out/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /out/api api
COPY --from=build /out/cli cli
COPY --from=build /source/db/data data
ENV ASPNETCORE_URLS=http://+:8080 Logging__Console__FormatterName=json
EXPOSE 8080
USER app
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["dotnet", "cli/Sapporo.OpenData.Cli.dll", "health", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["dotnet", "api/Sapporo.OpenData.Api.dll"]
